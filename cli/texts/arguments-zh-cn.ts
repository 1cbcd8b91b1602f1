import type { ArgumentTexts } from './arguments-texts';

export const argumentsZhCn: ArgumentTexts = {
  badArguments: (reason, command) => `参数不对：${reason}\n用法：npm run ${command} -- --help`,
  unknownOption: (option) => `没有选项 ${option}。`,
  noValue: (option) => `${option} 后面要写一个值；以 - 开头的值要写成 ${option}=-…`,
  takesNoValue: (option) => `${option} 后面不能带值。`,
  nothingElse: '这里只接受选项。',
  swallowed: (options, instead) =>
    `什么也没有做：npm 把 ${options.join('、')} 当成了它自己的选项，只有写在单独的 -- 后面的内容才会交给命令。\n请改为输入：${instead}`,
};
