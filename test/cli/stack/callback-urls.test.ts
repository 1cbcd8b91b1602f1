import { callbackUrls } from '../../../cli/stack/callback-urls';

it('the callback URLs are found by app', () => {
  const urls = callbackUrls({
    Step4aCnameTarget: 'd.example',
    Step4CallbackUrlOfFinanceBot: 'https://bot.example.com/wxcomapp/finance-bot',
  });
  expect([...urls.keys()]).toEqual(['finance-bot']);
});
