using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Tests.Assignment;

public sealed class AssignmentRuleTests
{
    private static readonly ComplaintFacts Facts = AssignmentCases.Facts with { SubCategory = "late-delivery", CustomerClass = "A" };

    public static TheoryData<string, bool> Conditions => new()
    {
        { "none", true },
        { "category", true }, { "other category", false },
        { "sub-category in other case", true }, { "other sub-category", false },
        { "class", true }, { "other class", false }, { "class of an unclassed customer", false },
        { "language family", true }, { "other script", false },
        { "channel", true }, { "other channel", false },
        { "severity reached", true }, { "severity not reached", false },
        { "switched off", false },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_rule_matches_when_all_its_conditions_hold(string condition, bool matches)
    {
        var any = AssignmentCases.Everything;
        var rule = condition switch
        {
            "category" => any with { Categories = [ComplaintCategory.Attitude, ComplaintCategory.Quality] },
            "other category" => any with { Categories = [ComplaintCategory.Price] },
            "sub-category in other case" => any with { SubCategories = any.SubCategories.Add("Late-Delivery") },
            "other sub-category" => any with { SubCategories = any.SubCategories.Add("rude") },
            "class" or "class of an unclassed customer" => any with { CustomerClasses = any.CustomerClasses.Add("A") },
            "other class" => any with { CustomerClasses = any.CustomerClasses.Add("B") },
            "language family" => any with { Languages = ["en", "zh"] },
            "other script" => any with { Languages = ["zh-Hant"] },
            "channel" => any with { Channels = [IntakeChannel.Hotline] },
            "other channel" => any with { Channels = [IntakeChannel.Email] },
            "severity reached" => any with { MinimumSeverity = Severity.Normal },
            "severity not reached" => any with { MinimumSeverity = Severity.High },
            "switched off" => any with { IsActive = false },
            _ => any,
        };
        Assert.Equal(matches, rule.Matches(condition == "class of an unclassed customer" ? Facts with { CustomerClass = null } : Facts));
    }

    [Fact]
    public void The_first_matching_rule_decides_even_when_its_team_has_nobody()
    {
        var board = AssignmentCases.Board(AssignmentCases.Person("li")) with
        {
            Rules = [AssignmentCases.Everything, new AssignmentRule("legal", "Legal first", 1, "lawyers")],
        };
        var (decision, _) = board.Assign(Facts, AssignmentCases.Now);
        Assert.Equal((AssignmentOutcome.QueuedNobodyAvailable, "lawyers", "legal"), (decision.Outcome, decision.Team, decision.RuleId));
        Assert.True(decision.RaisesAlarm);
        Assert.Contains("nobody is in it", decision.Reason.En, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> HindranceWords => new()
    {
        { "inactive", "1 inactive", "1 人已停用" },
        { "not named", "1 not named by the rule", "1 人不在规则名单内" },
        { "about them", "1 excluded from this complaint", "1 人须回避此投诉" },
        { "absent", "1 absent", "1 人缺勤" },
        { "off shift", "1 off shift", "1 人不在班" },
        { "language", "1 without the customer's language", "1 人不会客户的语言" },
        { "skill", "1 without the skills needed", "1 人不具备所需技能" },
        { "full", "1 with the most complaints they may have", "1 人投诉数已达上限" },
    };

    [Theory]
    [MemberData(nameof(HindranceWords))]
    public void When_nobody_can_the_reason_says_what_stands_in_the_way(string what, string english, string simplified)
    {
        var li = AssignmentCases.Person("li", load: 5);
        var (person, rule, facts) = what switch
        {
            "inactive" => (li with { IsActive = false }, AssignmentCases.Everything, Facts),
            "not named" => (li, AssignmentCases.Everything with { People = ["wang"] }, Facts),
            "about them" => (li, AssignmentCases.Everything, Facts with { NotTo = ["li"] }),
            "absent" => (li with { Absences = [new Absence(AssignmentCases.Now, AssignmentCases.Now.AddHours(1))] }, AssignmentCases.Everything, Facts),
            "off shift" => (li with { Shifts = [AssignmentCases.Day("18:00-02:00")] }, AssignmentCases.Everything, Facts),
            "language" => (li, AssignmentCases.Everything, Facts with { Language = "en" }),
            "skill" => (li, AssignmentCases.Everything with { Skills = ["returns"] }, Facts),
            _ => (li, AssignmentCases.Everything with { MaximumLoad = 5 }, Facts),
        };
        var (decision, _) = (AssignmentCases.Board(person) with { Rules = [rule] }).Assign(facts, AssignmentCases.Now);

        Assert.Contains(english, decision.Reason.En, StringComparison.Ordinal);
        Assert.Contains(simplified, decision.Reason.ZhHans, StringComparison.Ordinal);
        Assert.Contains("佇列", decision.Reason.ZhHant, StringComparison.Ordinal);
        Assert.Equal(what is "absent" ? AssignmentCases.Now.AddHours(1) : what is "off shift" ? AssignmentCases.Now.AddHours(8) : null, decision.NextChance);
    }

    [Fact]
    public void The_reason_of_an_assignment_can_be_read_in_three_languages()
    {
        var board = AssignmentCases.Board(AssignmentCases.Person("li", 2), AssignmentCases.Person("wang", 2), AssignmentCases.Person("chen", 3));
        var (first, after) = board.Assign(Facts, AssignmentCases.Now);
        Assert.Equal("Rule \"Everything\", team east: 3 of 3 can take it; 2 have the fewest open complaints (2), and it is li's turn.", first.Reason.En);
        var (second, _) = after.Assign(Facts, AssignmentCases.Now);
        Assert.Equal("规则“Everything”，团队“east”：3 人中 3 人可受理，wang未结投诉最少（2 件）。", second.Reason.ZhHans);
        Assert.Equal("規則「Everything」，團隊「east」：3 人中 3 人可受理，wang未結投訴最少（2 件）。", second.Reason.ZhHant);
    }

    [Fact]
    public void Without_a_rule_the_fallback_team_gets_it_with_an_alarm()
    {
        var (decision, _) = (AssignmentCases.Board(AssignmentCases.Person("li")) with { Rules = [] }).Assign(Facts, AssignmentCases.Now);
        Assert.Equal((AssignmentOutcome.QueuedNoRule, "fallback", true), (decision.Outcome, decision.Team, decision.RaisesAlarm));
    }
}
