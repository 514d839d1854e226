using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Tests.Stages;

/// <summary>C8 as a table: all eight cells, and what is said while answers are missing.</summary>
public sealed class QualificationRules
{
    [Theory]
    [InlineData(true, true, true, "MAN", ManOutcome.IdealProspect)]
    [InlineData(true, true, false, "MAn", ManOutcome.Approach)]
    [InlineData(true, false, true, "MaN", ManOutcome.FindDecider)]
    [InlineData(false, true, true, "mAN", ManOutcome.CheckCredit)]
    [InlineData(false, false, true, "maN", ManOutcome.Nurture)]
    [InlineData(false, true, false, "mAn", ManOutcome.Nurture)]
    [InlineData(true, false, false, "Man", ManOutcome.Nurture)]
    [InlineData(false, false, false, "man", ManOutcome.NoProspect)]
    public void Each_of_the_eight_cells_has_its_verdict_and_an_action_in_three_languages(bool money, bool authority, bool need, string letters, ManOutcome outcome)
    {
        var verdict = ManVerdict.Of(money, authority, need);
        Assert.Equal(letters, verdict.Letters);
        Assert.Equal(outcome, verdict.Outcome);
        Assert.Empty(verdict.Missing);
        Assert.Equal([outcome], verdict.Possible);
        Assert.All([verdict.NextAction.En, verdict.NextAction.ZhHans, verdict.NextAction.ZhHant], text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    [Theory]
    [InlineData(null, null, null, "???", 6)]
    [InlineData(true, null, null, "M??", 4)]
    [InlineData(false, false, null, "ma?", 2)]
    [InlineData(false, null, false, "m?n", 2)]
    [InlineData(true, true, null, "MA?", 2)]
    [InlineData(null, false, true, "?aN", 2)]
    public void Missing_answers_are_named_with_what_is_still_possible(bool? money, bool? authority, bool? need, string letters, int possible)
    {
        var verdict = ManVerdict.Of(money, authority, need);
        Assert.Equal(letters, verdict.Letters);
        Assert.Equal(ManOutcome.Incomplete, verdict.Outcome);
        Assert.Equal(letters.Count(letter => letter == '?'), verdict.Missing.Count);
        Assert.Equal(possible, verdict.Possible.Count);
    }

    [Fact]
    public void The_newest_answer_counts_whatever_the_order_of_arrival()
    {
        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var qualification = Qualification.Of(Guid.NewGuid());
        Assert.True(qualification.Take(ManLetter.Need, true, "nora", noon));
        Assert.False(qualification.Take(ManLetter.Need, false, "old", noon.AddDays(-1)));
        Assert.True(qualification.Need.Present);
        Assert.True(qualification.Take(ManLetter.Need, false, "new", noon.AddDays(1)));
        Assert.False(qualification.Need.Present);
    }
}
