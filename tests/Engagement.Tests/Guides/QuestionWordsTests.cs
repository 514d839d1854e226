using CrmPlatform.Engagement.Domain.Guides;

namespace CrmPlatform.Engagement.Tests.Guides;

public class QuestionWordsTests
{
    [Theory]
    [InlineData("您最关心的是什么？")]
    [InlineData("您最關心的是什麼？")]
    [InlineData("现在是怎样处理的？")]
    [InlineData("為什麼選他們？")]
    [InlineData("为什么不早一点换？")]
    [InlineData("哪些部门会用到？")]
    [InlineData("请您谈谈目前的情况")]
    [InlineData("您有什么顾虑吗？")] // the open word comes first, the particle says nothing more
    [InlineData("什么时候交货合适？")]
    [InlineData("What do you need?")]
    [InlineData("How do you handle it today?")]
    [InlineData("Why did you choose them?")]
    [InlineData("In your opinion, what is missing?")]
    [InlineData("The way it is done now, what bothers you?")] // an auxiliary in the middle of a clause closes nothing
    [InlineData("So, what would have to change?")]
    [InlineData("Tell me about your plans.")]
    [InlineData("May I ask how you pay for such things?")] // the preface is taken off
    [InlineData("When would you decide?")]
    public void Open_by_its_words(string question) => Assert.Equal(QuestionForm.Open, QuestionWords.Default.FormOf(question));

    [Theory]
    [InlineData("您能不能自己决定？")]
    [InlineData("這件事是不是由您負責？")]
    [InlineData("您多久采购一次？")]
    [InlineData("今年有没有预算？")]
    [InlineData("您喜不喜欢这个方案？")] // by the pattern 喜不喜
    [InlineData("您愿不愿意试用？")]
    [InlineData("您来没来过我们展厅？")]
    [InlineData("预算是多少？")]
    [InlineData("贵公司有几家门店？")]
    [InlineData("这样可以吗？")]
    [InlineData("上午还是下午方便？")]
    [InlineData("您能不能告诉我为什么选他们？")] // in form a yes or no
    [InlineData("Can you decide yourself?")]
    [InlineData("Is that what you need?")]
    [InlineData("How long does delivery take?")]
    [InlineData("how much do you spend?")]
    [InlineData("And does it work?")]
    [InlineData("If we deliver in May, will you sign?")]
    [InlineData("Don’t you think so?")]
    [InlineData("Tuesday or Thursday?")]
    [InlineData("ＣＡＮ ｙｏｕ？")] // full width
    public void Closed_by_its_words(string question) => Assert.Equal(QuestionForm.Closed, QuestionWords.Default.FormOf(question));

    [Theory]
    [InlineData("")]
    [InlineData("您的预算")]
    [InlineData("Your budget?")]
    [InlineData("Whatsoever")] // no word within a word
    public void Without_a_telling_word_it_is_not_recognised(string question) => Assert.Equal(QuestionForm.Unrecognised, QuestionWords.Default.FormOf(question));
}
