using CrmPlatform.Service.Domain.Mail;

namespace CrmPlatform.Service.Tests.Mail;

public sealed class QuotedTextTests
{
    [Theory]
    [InlineData("new words\n\nOn Mon, 2 Mar 2026 at 10:00, Shop <c@shop.example> wrote:\n> old words")]
    [InlineData("new words\n\nOn Mon, 2 Mar 2026 at 10:00, A Very Long Name Indeed\n<c@shop.example> wrote:\n> old words")]
    [InlineData("On Mon, 2 Mar 2026 at 10:00, Shop <c@shop.example> wrote:\n\n> old words\n>\n> more old words\n\nnew words")]
    [InlineData("On 3/2/26 10:00, Shop wrote:\n> old words\n\nnew words\n-- \nLi Wei")]
    [InlineData("new words\n-- \nLi Wei\n\nOn Mon, 2 Mar 2026 at 10:00, Shop <c@shop.example> wrote:\n> old words\n> -- \n> Shop")]
    [InlineData("new words\n\n-----Original Message-----\nFrom: x\nold words")]
    [InlineData("-----Original Message-----\nFrom: Shop <c@shop.example>\nSubject: x\n\n> old words\n\nnew words")]
    [InlineData("new words\n\n------------------ 原始邮件 ------------------\n发件人: x\nold words")]
    [InlineData("new words\n\n在 2026年3月2日，Shop <c@shop.example> 写道：\n> old words")]
    [InlineData("new words\n\n于 2026-03-02 10:00，Shop 寫道：\n\n> old words")]
    [InlineData("new words\n\n2026年3月2日 10:00，Shop <c@shop.example>写道：\n> old words")]
    [InlineData("new words\n\nFrom: Shop <c@shop.example>\nSent: Monday, 2 March 2026\nTo: Li\nSubject: Re: x\n\nold words")]
    [InlineData("new words\n\nFrom: Shop <c@shop.example>\nSent: Monday, 2 March 2026\nTo: Li\nCc: Wang\nSubject: Re: x\n\n> old words")]
    [InlineData("new words\n\n发件人：Shop <c@shop.example>\n发送时间：2026年3月2日\n收件人：Li\n主题：x\n\nold words")]
    [InlineData("new words\n\n寄件者: c@shop.example\n寄件日期: 2026/3/2\n收件者: Li\n主旨: x\n\nold words")]
    [InlineData("> old words\nnew words\n> more old words")]
    [InlineData("new words\n-- \nLi Wei\nExample Ltd")]
    [InlineData("new words\n\nSent from my iPhone")]
    [InlineData("new words\n发自我的手机")]
    public void The_new_part_of_a_reply_is_what_the_sender_wrote_this_time(string text) => Assert.Equal("new words", QuotedText.NewPartOf(text));

    [Theory]
    [InlineData("> everything quoted")]
    [InlineData("On 2 Mar 2026, at 10:00, Shop wrote:\n> old")]
    public void When_nothing_would_be_left_the_whole_text_is_kept(string text) => Assert.Equal(text, QuotedText.NewPartOf(text));

    [Theory]
    [InlineData("On Monday your driver wrote: nonsense on the door.\nPlease act.")]
    [InlineData("From: Zurich we had to go back.\nIt was late.")]
    [InlineData("我在2026年买的，说明书上写道：不可水洗。\n请处理。")]
    [InlineData("My shipment was:\nFrom: Shanghai\nTo: Beijing\nDate: 3 May\nIt never came, I want my money back.")]
    [InlineData("我的包裹：\n发件人：上海\n收件人：北京\n日期：5月3日\n一直没到。")]
    [InlineData("I wrote as\nFrom: li@example.com\nTo: you\nDate: 3 May\nand nobody answered.")]
    [InlineData("On 2 March 2026 your driver wrote:\nnobody was at home\nThat is not true.")]
    [InlineData("Hello,\n\nOn Monday your colleague Anna wrote:\n> you will get a refund\nI never got it. Please pay me 500 EUR.")]
    [InlineData("I keep the\nOriginal message\nand will show it to my lawyer.")]
    [InlineData("Read what your shop says:\n\n---------- Forwarded message ---------\nFrom: Shop <c@shop.example>\nDate: Mon, 2 Mar 2026\nSubject: x\n\n> no refund")]
    [InlineData("Hi,\n\nBegin forwarded message:\n\n> From: Shop <c@shop.example>\n> Subject: no\n>\n> no refund")]
    public void Words_that_only_look_like_a_quote_stay(string text) => Assert.Equal(text, QuotedText.NewPartOf(text));

    [Theory]
    [InlineData("On Mon, 2 Mar 2026 at 10:00, Shop <c@shop.example> wrote:\n> Was it broken?\n\nYes.\n\n> Do you want another?\n\nNo, my money.", "Yes.\n\nNo, my money.")]
    [InlineData("Hello,\n\n在 2026年3月2日，Shop <c@shop.example> 写道：\n> 坏了吗？\n是的。\n> 换一个？\n不，退款。", "Hello,\n\n是的。\n不，退款。")]
    [InlineData("Li\n--\nExample Ltd\nOn 3/2/26 10:00, Shop wrote:\n> Was it broken?\nYes.", "Li\nYes.")]
    [InlineData("On 2 March 2026 I complained and your Anna wrote:\n> you get it back\nI got nothing.", "On 2 March 2026 I complained and your Anna wrote:\nI got nothing.")]
    public void What_stands_between_and_below_the_quotes_stays(string text, string part) => Assert.Equal(part, QuotedText.NewPartOf(text));
}
