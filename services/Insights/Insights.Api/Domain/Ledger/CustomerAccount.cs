namespace CrmPlatform.Insights.Domain.Ledger;

/// <summary>Whose a customer is or was: the account manager's, or a team's alone.</summary>
internal readonly record struct Credit(string Team, string Person);

/// <summary>C6: a customer changed hands.</summary>
internal sealed record Handover(DateTimeOffset At, Credit From, Credit To)
{
    /// <summary>As they happened; two of one instant always in the same order.</summary>
    public static IEnumerable<Handover> InTime(IEnumerable<Handover> handovers) =>
        handovers.OrderBy(h => h.At).ThenBy(h => h.To.Team, StringComparer.Ordinal).ThenBy(h => h.To.Person, StringComparer.Ordinal);

    /// <summary>I12: who won the customer: the first person who had it, or its first team where nobody ever did. Who has it since changes nothing about that.</summary>
    public static Credit FirstNamed(Credit now, IEnumerable<Handover> handovers)
    {
        var inTime = InTime(handovers).ToList();
        if (inTime.Count == 0) return now;
        return inTime.Select(handover => handover.To).Prepend(inTime[0].From).Where(credit => credit.Person.Length > 0).Cast<Credit?>().FirstOrDefault() ?? inTime[0].From;
    }
}

/// <summary>Lines of one order that arrived together; the first ordinal tells them from other lines of the order.</summary>
internal readonly record struct OrderPart(
    string Order, int Ordinal, DateTimeOffset At, int Day, int Lines, int SaleLines, long Sales, long Refunds, long Cost, long Costed, bool Imported)
{
    public long Net => Sales - Refunds;
}

/// <summary>
/// Everything the ledger says of one customer, and what it comes to. All figures are functions of the set of parts, handovers and the
/// present owner, whatever the order in which they became known (I14).
/// </summary>
internal sealed class CustomerAccount(long customer, Credit now, IReadOnlyList<Handover> handovers, IReadOnlyList<OrderPart> parts)
{
    private (OrderPart Part, SalesFigures Figures)[]? perPart;

    private readonly Handover[] inTime = [.. Handover.InTime(handovers)];

    public long Customer => customer;

    public Credit Now => now;

    public IReadOnlyList<OrderPart> Parts => parts;

    public CustomerAccount With(IEnumerable<OrderPart> more) => new(customer, now, handovers, [.. parts, .. more]);

    /// <summary>Whose sale it was: who had the customer at the time.</summary>
    public Credit CreditAt(DateTimeOffset at)
    {
        if (inTime.Length == 0) return now;
        Credit? held = null;
        foreach (var handover in inTime)
        {
            if (handover.At > at) return held ?? handover.From;
            held = handover.To;
        }
        return held ?? now;
    }

    /// <summary>Adds what this customer contributes to the sums of days, months and all time.</summary>
    public void AddTo(Dictionary<SalesKey, SalesFigures> sums, int sign = 1)
    {
        if (parts.Count == 0) return;
        var all = default(SalesFigures);
        foreach (var (part, figures) in PerPart())
        {
            var credit = CreditAt(part.At);
            var month = OrganisationCalendar.MonthOf(DateOnly.FromDayNumber(part.Day));
            Add(sums, new SalesKey(Grain.Day, part.Day, credit.Team, credit.Person), figures, sign);
            Add(sums, new SalesKey(Grain.Month, month, credit.Team, credit.Person), figures, sign);
            all += figures;
        }
        // Of all time is what the customers of today come to, so that it agrees with their list.
        Add(sums, new SalesKey(Grain.All, 0, now.Team, now.Person), all with { Customers = 1, Buyers = all.Orders > 0 ? 1 : 0 }, sign);
    }

    /// <summary>Each part with its figures; an order counts with the first of its parts that has a sale.</summary>
    public IReadOnlyList<(OrderPart Part, SalesFigures Figures)> PerPart() => perPart ??= CountOrders();

    private (OrderPart Part, SalesFigures Figures)[] CountOrders()
    {
        var inOrder = parts.ToArray();
        Array.Sort(inOrder, (one, other) => string.CompareOrdinal(one.Order, other.Order) is var order and not 0 ? order
            : one.Ordinal.CompareTo(other.Ordinal) is var ordinal and not 0 ? ordinal : one.At.CompareTo(other.At));
        var counted = new (OrderPart, SalesFigures)[inOrder.Length];
        // The parts of an order stand together.
        string? last = null;
        for (var i = 0; i < inOrder.Length; i++)
        {
            ref readonly var part = ref inOrder[i];
            var first = part.SaleLines > 0 && part.Order != last;
            if (first) last = part.Order;
            counted[i] = (part, new SalesFigures(0, 0, first ? 1 : 0, part.Lines, part.Sales, part.Refunds, part.Cost, part.Costed));
        }
        return counted;
    }

    /// <summary>Null for a customer without any line.</summary>
    public AccountSummary? Summarise()
    {
        if (parts.Count == 0) return null;
        var figures = default(SalesFigures);
        foreach (var (_, of) in PerPart()) figures += of;
        int? lastOrder = null, firstOrder = null, live = null;
        var net = new SortedDictionary<int, long>();
        foreach (var part in parts)
        {
            net[part.Day] = checked(net.GetValueOrDefault(part.Day) + part.Net);
            if (!part.Imported) live = Math.Max(live ?? int.MinValue, part.Day);
            if (part.SaleLines == 0) continue;
            lastOrder = Math.Max(lastOrder ?? int.MinValue, part.Day);
            firstOrder = Math.Min(firstOrder ?? int.MaxValue, part.Day);
        }
        // As CustomerLedger does: a day that comes to nothing or less is no purchase.
        var bought = net.Where(day => day.Value > 0).ToArray();
        long repeatSpend = 0;
        foreach (var (_, amount) in bought.Skip(1)) repeatSpend = checked(repeatSpend + amount);
        return new AccountSummary(
            figures, firstOrder, lastOrder, bought.Length, bought.Length == 0 ? null : bought[0].Key, bought.Length == 0 ? null : bought[^1].Key, repeatSpend, live);
    }

    private static void Add(Dictionary<SalesKey, SalesFigures> sums, SalesKey key, SalesFigures figures, int sign)
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = sign > 0 ? sum + figures : sum - figures;
    }
}

/// <summary>What a customer's ledger comes to; days by number.</summary>
/// <param name="FirstOrder">Day of the first sale.</param>
/// <param name="BoughtDays">Days whose lines come to more than nothing together, the <paramref name="FirstBought"/> and the <paramref name="LastBought"/> of them, and the net of all but the first.</param>
/// <param name="LiveDay">The last day of a line that was not imported history.</param>
internal sealed record AccountSummary(
    SalesFigures Figures, int? FirstOrder, int? LastOrder, int BoughtDays, int? FirstBought, int? LastBought, long RepeatSpend, int? LiveDay);
