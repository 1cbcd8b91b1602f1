/** What a model writes, and what a member reads. */
export interface Example {
  /** What it shows; the title of its test. */
  readonly of: string;
  readonly markdown: string;
  /** In the format `text`. */
  readonly text: string;
}

const lines = (...all: string[]): string => all.join('\n');

/** Pieces of one kind, and answers as models write them. */
export const EXAMPLES: readonly Example[] = [
  { of: 'plain prose', markdown: '你好！今天有什么可以帮你？', text: '你好！今天有什么可以帮你？' },
  { of: 'a heading', markdown: '# 总结', text: '【总结】' },
  { of: 'a small heading with closing marks', markdown: '###### Notes ##', text: '【Notes】' },
  { of: 'a heading with bold text', markdown: '## **一、背景**\n内容', text: '【一、背景】\n内容' },
  { of: 'a heading in brackets already', markdown: '## 【公告】', text: '【公告】' },
  { of: 'a number sign that is no heading', markdown: '#1 和 #话题', text: '#1 和 #话题' },
  { of: 'an underlined heading', markdown: 'Title\n=====\ntext', text: 'Title\ntext' },
  { of: 'bold text', markdown: '**重点**：先备份，再**升级**。', text: '重点：先备份，再升级。' },
  { of: 'bold text with quotes inside', markdown: '这是**“核心”**问题', text: '这是“核心”问题' },
  { of: 'bold text behind a bracket', markdown: '(1)**标题**：第2**章**', text: '(1)标题：第2章' },
  { of: 'bold text with underscores', markdown: '__Note__: read this', text: 'Note: read this' },
  { of: 'italic text', markdown: 'an *important* and _useful_ hint', text: 'an important and useful hint' },
  { of: 'bold and italic text', markdown: '***both*** and **bold *it***', text: 'both and bold it' },
  { of: 'struck-out text', markdown: '~~旧价~~ 新价', text: '旧价 新价' },
  {
    of: 'names with underscores',
    markdown: 'snake_case_name 和 MAX_PART_BYTES',
    text: 'snake_case_name 和 MAX_PART_BYTES',
  },
  {
    of: 'products',
    markdown: '2*3*4 = 24, a * b * c, 2**10, (a+b)*(c)*d, (x)**2+(y)**2',
    text: '2*3*4 = 24, a * b * c, 2**10, (a+b)*(c)*d, (x)**2+(y)**2',
  },
  { of: 'a glob', markdown: 'all *.ts and *.js files', text: 'all *.ts and *.js files' },
  { of: 'a mark that nothing closes', markdown: 'see **this\nnext', text: 'see **this\nnext' },
  { of: 'a range', markdown: '3~5天，10~20元', text: '3~5天，10~20元' },
  { of: 'bullets', markdown: '- 一\n* 二\n+ 三', text: '• 一\n• 二\n• 三' },
  {
    of: 'nested bullets',
    markdown: lines('1. 准备', '   - 电脑', '      - 电源', '   - 网线', '2. 开始', '    - 登录'),
    text: lines('1. 准备', '  • 电脑', '    • 电源', '  • 网线', '2. 开始', '  • 登录'),
  },
  {
    of: 'tasks',
    markdown: '- [ ] 待办\n- [x] 已办\n- [链接](https://a.cn)',
    text: '☐ 待办\n☑ 已办\n• 链接 (https://a.cn)',
  },
  { of: 'a quote', markdown: '> 学而时习之\n>\n> **孔子**', text: '｜ 学而时习之\n｜\n｜ 孔子' },
  { of: 'a comparison at the beginning', markdown: '>= 3 or >5', text: '>= 3 or >5' },
  { of: 'rules', markdown: 'a\n\n---\n\nb\n\n* * *\n', text: 'a\n\n———\n\nb\n\n———\n' },
  {
    of: 'a link',
    markdown: '见[官方文档](https://work.weixin.qq.com/api "文档")。',
    text: '见官方文档 (https://work.weixin.qq.com/api)。',
  },
  {
    of: 'a link that names its address',
    markdown: '[https://a.cn/b_c](https://a.cn/b_c)',
    text: 'https://a.cn/b_c',
  },
  {
    of: 'a link with brackets',
    markdown: '[数组 a[0]](https://a.cn/x_(y))',
    text: '数组 a[0] (https://a.cn/x_(y))',
  },
  { of: 'brackets that are no link', markdown: '[注1] 见 a[0] 和 [x](', text: '[注1] 见 a[0] 和 [x](' },
  {
    of: 'addresses',
    markdown: '<https://a.cn/_x_> or https://a.cn/_y_?a=*b*',
    text: 'https://a.cn/_x_ or https://a.cn/_y_?a=b',
  },
  { of: 'an image', markdown: '![架构图](https://a.cn/1.png)', text: '[架构图] https://a.cn/1.png' },
  { of: 'an image without words', markdown: 'Hi! ![](https://a.cn/1.png)', text: 'Hi! https://a.cn/1.png' },
  { of: 'code in a line', markdown: '运行 `npm_run *x*` 与 ``a`b``', text: '运行 npm_run *x* 与 a`b' },
  {
    of: 'a table',
    markdown: lines(
      '| 姓名 | 年龄 | 城市 |',
      '|:---|:---:|---|',
      '| **张三** | 30 | 上海 |',
      '| 李四 | | 北京 |',
      '',
      '以上。',
    ),
    text: lines('• 张三', '  年龄：30', '  城市：上海', '• 李四', '  城市：北京', '', '以上。'),
  },
  {
    of: 'a table of two columns',
    markdown: lines('| 命令 | 作用 |', '| --- | --- |', '| `a|b` | 管道<br>连接 |', '| c \\| d | 无 |'),
    text: lines('命令：作用', '• a|b：管道 / 连接', '• c | d：无'),
  },
  {
    of: 'pipes that are no table',
    markdown: '| 不是表格 |\n|x| 也不是\n正文',
    text: '| 不是表格 |\n|x| 也不是\n正文',
  },
  {
    of: 'formulas',
    markdown: '质能方程 $E = mc^2$，其中 $c \\approx 3 \\times 10^8$。',
    text: '质能方程 E = mc²，其中 c ≈ 3 × 10⁸。',
  },
  { of: 'a fraction', markdown: '$\\frac{1}{2}$ 与 $\\frac{x+1}{y_1}$', text: '1/2 与 (x+1)/y₁' },
  {
    of: 'roots',
    markdown: '\\(x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}\\)',
    text: 'x = (-b ± √(b²-4ac))/(2a)',
  },
  {
    of: 'a formula of its own',
    markdown: '\\[\n\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}\n\\]\n完',
    text: 'Σᵢ₌₁ⁿ i = n(n+1)/2\n完',
  },
  { of: 'a formula on one line', markdown: '$$\\int_0^\\infty e^{-x} dx = 1$$', text: '∫₀^∞ e⁻ˣ dx = 1' },
  {
    of: 'a formula of more lines',
    markdown: lines(
      '$$',
      '\\begin{aligned}',
      'a &= b + c \\\\',
      'd &\\neq \\text{速度}',
      '\\end{aligned}',
      '$$',
    ),
    text: lines('a = b + c', 'd ≠ 速度', ''),
  },
  {
    of: 'brackets that grow',
    markdown: '$\\left( \\sum a_k \\right)^2 \\le \\lim_{x \\to 0} \\frac{\\sin x}{x}$',
    text: '(Σ aₖ)² ≤ lim_(x → 0) (sin x)/x',
  },
  { of: 'a matrix', markdown: '$$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$$', text: 'a b\nc d' },
  {
    of: 'accents and sets',
    markdown: '$\\vec{a} \\in \\mathbb{R}^n$, $90^\\circ$, $\\sqrt[3]{x}$',
    text: 'a⃗ ∈ ℝⁿ, 90°, ³√x',
  },
  {
    of: 'words in a formula',
    markdown: '$\\text{速度} = \\frac{\\text{距离}}{\\text{时间}}$',
    text: '速度 = 距离/时间',
  },
  { of: 'a formula that prose follows', markdown: '$$\nx^2\n\n**完**', text: 'x²\n\n完' },
  { of: 'variables of a shell', markdown: 'echo $HOME and $PATH; ${x}', text: 'echo $HOME and $PATH; ${x}' },
  {
    of: 'names of Python',
    markdown: '__init__.py, obj.__class__, __call__(x)',
    text: '__init__.py, obj.__class__, __call__(x)',
  },
  {
    of: 'a list in a quote',
    markdown: '> - a\n>   - b\n>\n> ```js\n> x\n> ```\n',
    text: '｜ • a\n｜   • b\n｜\n｜ x\n',
  },
  { of: 'line ends of Windows', markdown: 'x\r\n\r\n# h\r\n- **a**\r\n', text: 'x\r\n\r\n【h】\n• a\r\n' },
  { of: 'money', markdown: '$5 and $10, US$3, 共$20。', text: '$5 and $10, US$3, 共$20。' },
  {
    of: 'letters of Greek',
    markdown: '$2\\pi r$, $\\alpha + \\beta \\leq \\Omega$, $\\foo x$',
    text: '2πr, α + β ≤ Ω, foo x',
  },
  {
    of: 'scripts that Unicode lacks',
    markdown: '$x^{q}_{总}$ $v_{平均}$ $a^{b/c}$',
    text: 'x^q_总 v_(平均) a^(b/c)',
  },
  { of: 'tags', markdown: 'a<br>b <b>c</b> x<sup>2</sup> H<sub>2</sub>O <u>d</u>', text: 'a\nb c x² H₂O d' },
  {
    of: 'signs that are no tags',
    markdown: 'a < b, List<String>, 1<2>0',
    text: 'a < b, List<String>, 1<2>0',
  },
  {
    of: 'a fold',
    markdown: '<details>\n<summary>更多</summary>\n\n内容\n\n</details>\n\n完',
    text: '更多\n\n内容\n\n完',
  },
  { of: 'an anchor', markdown: '<a href="https://a.cn">点这里</a>', text: '点这里 (https://a.cn)' },
  { of: 'colours', markdown: '<font color="warning">注意</font>', text: '注意' },
  {
    of: 'entities',
    markdown: 'A &amp; B &lt;c&gt; &quot;d&quot;&nbsp;&#39;e&#39; AT&T',
    text: 'A & B <c> "d" \'e\' AT&T',
  },
  { of: 'backslashes', markdown: '\\*x\\* a\\_b \\# \\[1\\] 1\\. C:\\new', text: '*x* a_b # [1] 1. C:\\new' },
  { of: 'blank lines', markdown: 'a\n\n\n \n\nb', text: 'a\n\nb' },
  {
    of: 'a code block',
    markdown: lines('试试：', '```python', 'def f(a_b):', '', '', '    return **a_b', '```', '**完**'),
    text: lines('试试：', '```python', 'def f(a_b):', '', '', '    return **a_b', '```', '完'),
  },
  {
    of: 'a code block in a list',
    markdown: lines('1. 安装', '   ```bash', '   npm i', '   ```', '2. ```sh', '   ls', '   ```', '- 完'),
    text: lines('1. 安装', '```bash', '   npm i', '```', '2.', '```sh', '   ls', '```', '• 完'),
  },
  {
    of: 'a code block around another',
    markdown: lines('~~~~md', '```js', '*a*', '```', '~~~', '~~~~', '*b*'),
    text: lines('~~~~md', '```js', '*a*', '```', '~~~', '~~~~', 'b'),
  },
  {
    of: 'a whole answer in Chinese',
    markdown: lines(
      '当然可以！下面是**三步**方案：',
      '',
      '### 1. 准备工作',
      '',
      '- **账号**：在 [管理后台](https://work.weixin.qq.com) 创建应用',
      '- **密钥**：记下 `Secret`，*不要*外传',
      '    - 建议存放在 `Secrets Manager`',
      '',
      '### 2. 费用',
      '',
      '| 项目 | 单价 | 备注 |',
      '|------|------|------|',
      '| NAT | $0.045/小时 | 按量 |',
      '| 日志 | $0.50/GB | - |',
      '',
      '> ⚠️ 超过 $100 会告警。',
      '',
      '---',
      '需要我**继续**吗？',
    ),
    text: lines(
      '当然可以！下面是三步方案：',
      '',
      '【1. 准备工作】',
      '',
      '• 账号：在 管理后台 (https://work.weixin.qq.com) 创建应用',
      '• 密钥：记下 Secret，不要外传',
      '  • 建议存放在 Secrets Manager',
      '',
      '【2. 费用】',
      '',
      '• NAT',
      '  单价：$0.045/小时',
      '  备注：按量',
      '• 日志',
      '  单价：$0.50/GB',
      '  备注：-',
      '',
      '｜ ⚠️ 超过 $100 会告警。',
      '',
      '———',
      '需要我继续吗？',
    ),
  },
  {
    of: 'a whole answer in English',
    markdown: lines(
      "Sure! Here's how to **rename** the branch:",
      '',
      '1. Run the command:',
      '   ```bash',
      '   git branch -m old_name new_name',
      '   ```',
      '2. Push it to `origin`.',
      '',
      '**Note:** this costs nothing (*really*), and it takes ~5 minutes. See [the docs](https://git-scm.com/docs/git-branch).',
    ),
    text: lines(
      "Sure! Here's how to rename the branch:",
      '',
      '1. Run the command:',
      '```bash',
      '   git branch -m old_name new_name',
      '```',
      '2. Push it to origin.',
      '',
      'Note: this costs nothing (really), and it takes ~5 minutes. See the docs (https://git-scm.com/docs/git-branch).',
    ),
  },
];

/** What stays markdown in the format `markdown`, and what does not. */
export const MARKDOWN_EXAMPLES: readonly {
  readonly of: string;
  readonly markdown: string;
  readonly shown: string;
}[] = [
  { of: 'a heading', markdown: '## 标题 *x*', shown: '## 标题 x' },
  {
    of: 'bold text',
    markdown: '**粗** 和 __粗__ 和 ***都*** 和 *斜*',
    shown: '**粗** 和 **粗** 和 **都** 和 斜',
  },
  { of: 'a link', markdown: '[文 *档*](https://a.cn)', shown: '[文 档](https://a.cn)' },
  { of: 'code in a line', markdown: '`a` 和 ``b c``', shown: '`a` 和 `b c`' },
  { of: 'a quote', markdown: '>引用\n>> 再引', shown: '> 引用\n> 再引' },
  {
    of: 'colours',
    markdown: '<font color="info">**绿**</font> <font color="red">红</font>',
    shown: '<font color="info">**绿**</font> 红',
  },
  { of: 'a list', markdown: '- 一\n  - [x] 二', shown: '• 一\n  ☑ 二' },
  { of: 'a table', markdown: '| a | b |\n|--|--|\n| **1** | 2 |\n', shown: 'a：b\n• **1**：2\n' },
  { of: 'an image', markdown: '![图](https://a.cn/1.png)', shown: '[图] https://a.cn/1.png' },
  { of: 'a formula', markdown: '$x^2$ ~~删~~', shown: 'x² 删' },
];
