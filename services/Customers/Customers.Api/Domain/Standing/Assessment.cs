using System.Globalization;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>What the rules of C5 look at.</summary>
/// <param name="LastContactAt">When somebody was last spoken with.</param>
/// <param name="LastBusinessAt">The last purchase or signed contract.</param>
/// <param name="Capitals">How many of money, authority and need are present (C8).</param>
/// <param name="Complaints">When the complaints of the window were opened, oldest first.</param>
public sealed record Circumstances(
    DateTimeOffset? LastContactAt, DateTimeOffset? LastBusinessAt, bool HasOpenOpportunity, int Capitals, IReadOnlyList<DateTimeOffset> Complaints);

/// <summary>Thresholds of C5.</summary>
/// <param name="HighHeat">High within so long after a contact.</param>
/// <param name="MidHeat">Mid within so long after a contact.</param>
/// <param name="BusinessUnderWay">Current within so long after a purchase or contract.</param>
/// <param name="ProblemWindow">Complaints are counted so far back.</param>
/// <param name="ProblemComplaints">So many of them make a problem customer.</param>
public sealed record StandingTerms(TimeSpan HighHeat, TimeSpan MidHeat, TimeSpan BusinessUnderWay, TimeSpan ProblemWindow, int ProblemComplaints);

/// <summary>What the rules of C5 say, with their reasons, and when they may say something else without anything happening.</summary>
public sealed record Assessment(
    Heat Heat, Wording HeatReason, Maturity Maturity, Wording MaturityReason, bool IsProblem, Wording ProblemReason, DateTimeOffset? NextAt)
{
    public static Assessment Of(Circumstances c, StandingTerms terms, DateTimeOffset now)
    {
        var (heat, heatReason, heatEnds) = HeatOf(c, terms, now);
        var (maturity, maturityReason, maturityEnds) = MaturityOf(c, terms, now);
        var (problem, problemReason, problemEnds) = ProblemOf(c, terms, now);
        DateTimeOffset?[] ends = [heatEnds, maturityEnds, problemEnds];
        return new Assessment(heat, heatReason, maturity, maturityReason, problem, problemReason, ends.Min());
    }

    // C5: high = contact within 14 days and an open opportunity or two MAN capitals; mid = contact within 45 days; low otherwise.
    private static (Heat, Wording, DateTimeOffset?) HeatOf(Circumstances c, StandingTerms terms, DateTimeOffset now)
    {
        if (c.LastContactAt is not { } contact || now - contact > terms.MidHeat)
            return (Heat.Low, Days($"No contact within {Text(terms.MidHeat)} days", $"{Text(terms.MidHeat)} 天内没有联系", $"{Text(terms.MidHeat)} 天內沒有聯繫"), null);
        var prospects = c.HasOpenOpportunity || c.Capitals >= 2;
        if (now - contact <= terms.HighHeat && prospects)
        {
            return (Heat.High, c.HasOpenOpportunity
                ? Days($"Contact within {Text(terms.HighHeat)} days and an open opportunity", $"{Text(terms.HighHeat)} 天内有联系并有进行中的商机", $"{Text(terms.HighHeat)} 天內有聯繫並有進行中的商機")
                : Days($"Contact within {Text(terms.HighHeat)} days and two of money, authority and need", $"{Text(terms.HighHeat)} 天内有联系并具备 MAN 中的两项", $"{Text(terms.HighHeat)} 天內有聯繫並具備 MAN 中的兩項"),
                After(contact, terms.HighHeat));
        }
        return (Heat.Mid, Days($"Contact within {Text(terms.MidHeat)} days", $"{Text(terms.MidHeat)} 天内有联系", $"{Text(terms.MidHeat)} 天內有聯繫"), After(contact, terms.MidHeat));
    }

    // C5: target when the first contact was made, current while business is under way.
    private static (Maturity, Wording, DateTimeOffset?) MaturityOf(Circumstances c, StandingTerms terms, DateTimeOffset now)
    {
        if (c.LastBusinessAt is { } business && now - business <= terms.BusinessUnderWay)
            return (Maturity.Current, new Wording("Business is under way", "业务进行中", "業務進行中"), After(business, terms.BusinessUnderWay));
        return c.LastContactAt is not null || c.LastBusinessAt is not null
            ? (Maturity.Target, new Wording("A first contact was made", "已首次接触", "已首次接觸"), null)
            : (Maturity.Potential, new Wording("No contact yet", "尚未接触", "尚未接觸"), null);
    }

    // C5: three complaints in 180 days.
    private static (bool, Wording, DateTimeOffset?) ProblemOf(Circumstances c, StandingTerms terms, DateTimeOffset now)
    {
        var recent = c.Complaints.Where(opened => now - opened <= terms.ProblemWindow).Order().ToList();
        var reason = Days($"{recent.Count} complaints within {Text(terms.ProblemWindow)} days", $"{Text(terms.ProblemWindow)} 天内 {recent.Count} 次投诉", $"{Text(terms.ProblemWindow)} 天內 {recent.Count} 次投訴");
        // It ends when the one that makes up the number grows too old.
        return recent.Count >= terms.ProblemComplaints
            ? (true, reason, After(recent[^terms.ProblemComplaints], terms.ProblemWindow))
            : (false, reason, null);
    }

    private static DateTimeOffset After(DateTimeOffset instant, TimeSpan span) => instant + span + TimeSpan.FromTicks(1);

    private static Wording Days(string en, string zhHans, string zhHant) => new(en, zhHans, zhHant);

    private static string Text(TimeSpan span) => span.TotalDays.ToString("0.##", CultureInfo.InvariantCulture);
}
