using CrmPlatform.ServiceDefaults.Vocabulary;
namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>Why somebody of the team cannot take a complaint; the first that applies, in this order.</summary>
internal enum Hindrance
{
    Inactive,
    NotTheRulesPeople,
    MustNotGetIt,
    Absent,
    OffShift,
    Language,
    Skill,
    Full,
}

internal static class Hindrances
{
    /// <summary>Null when the person can take it.</summary>
    public static Hindrance? Of(Agent agent, AssignmentRule rule, ComplaintFacts facts, DateTimeOffset now)
    {
        if (!agent.IsActive)
            return Hindrance.Inactive;
        if (!rule.People.IsEmpty && !rule.People.Contains(agent.Id))
            return Hindrance.NotTheRulesPeople;
        if (facts.NotTo.Contains(agent.Id))
            return Hindrance.MustNotGetIt;
        if (agent.IsAbsent(now))
            return Hindrance.Absent;
        if (rule.OnShift && !agent.IsOnShift(now))
            return Hindrance.OffShift;
        if (rule.SpeaksLanguage && facts.Language is not null && !agent.Speaks(facts.Language))
            return Hindrance.Language;
        if (rule.LeavesOut(agent, facts.Category) || rule.Skills.Any(skill => !agent.Skills.Contains(skill)))
            return Hindrance.Skill;
        return agent.Load >= rule.MaximumLoad ? Hindrance.Full : null;
    }

    /// <summary>The count of people in the words of the three languages.</summary>
    public static Wording Words(Hindrance hindrance, int count) => hindrance switch
    {
        Hindrance.Inactive => new($"{count} inactive", $"{count} 人已停用", $"{count} 人已停用"),
        Hindrance.NotTheRulesPeople => new($"{count} not named by the rule", $"{count} 人不在规则名单内", $"{count} 人不在規則名單內"),
        Hindrance.MustNotGetIt => new($"{count} excluded from this complaint", $"{count} 人须回避此投诉", $"{count} 人須迴避此投訴"),
        Hindrance.Absent => new($"{count} absent", $"{count} 人缺勤", $"{count} 人缺勤"),
        Hindrance.OffShift => new($"{count} off shift", $"{count} 人不在班", $"{count} 人不在班"),
        Hindrance.Language => new($"{count} without the customer's language", $"{count} 人不会客户的语言", $"{count} 人不會客戶的語言"),
        Hindrance.Skill => new($"{count} without the skills needed", $"{count} 人不具备所需技能", $"{count} 人不具備所需技能"),
        _ => new($"{count} with the most complaints they may have", $"{count} 人投诉数已达上限", $"{count} 人投訴數已達上限"),
    };
}
