namespace CrmPlatform.Insights.Domain.Equity;

/// <summary>A customer's lifetime value at one time, in minor units of the base currency.</summary>
internal readonly record struct CustomerValue(long Customer, long Value);

/// <summary>Why equity changed between two times; the five sums are exact integers, so <c>Before + New + Lost + Grown + Shrunk = After</c>.</summary>
internal sealed record EquityChange(
    long Before,
    long After,
    EquityMovement New,
    EquityMovement Lost,
    EquityMovement Grown,
    EquityMovement Shrunk,
    int Unchanged);

/// <summary>Customers that moved equity in one way, by how much in all, and who they are (the largest first).</summary>
internal sealed record EquityMovement(long Amount, IReadOnlyList<CustomerValue> Customers);

/// <summary>I4: customer equity 客户资产 = Σ CLV, by any axis and over time.</summary>
internal static class CustomerEquity
{
    /// <summary>Sums by a key (segment, class, owner, month); their sum is the sum over all customers.</summary>
    public static IReadOnlyDictionary<TKey, long> By<TKey>(IEnumerable<(TKey Key, long Value)> values)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, long>();
        foreach (var (key, value) in values)
            sums[key] = checked(sums.GetValueOrDefault(key) + value);
        return sums;
    }

    /// <summary>
    /// Explains a change: new customers were not there before; lost ones are not there any more, or are worth
    /// nothing now; the others grew or shrank. A customer counts in one movement only.
    /// </summary>
    public static EquityChange Explain(IEnumerable<CustomerValue> before, IEnumerable<CustomerValue> after)
    {
        var then = before.ToDictionary(c => c.Customer, c => c.Value);
        var now = after.ToDictionary(c => c.Customer, c => c.Value);
        var (arrived, lost, grown, shrunk) = (new List<CustomerValue>(), new List<CustomerValue>(), new List<CustomerValue>(), new List<CustomerValue>());
        var unchanged = 0;
        foreach (var (customer, value) in now)
        {
            if (!then.TryGetValue(customer, out var was))
                arrived.Add(new(customer, value));
            else if (value == was)
                unchanged++;
            else if (value == 0)
                lost.Add(new(customer, -was));
            else
                (value > was ? grown : shrunk).Add(new(customer, checked(value - was)));
        }
        foreach (var (customer, was) in then)
        {
            if (!now.ContainsKey(customer))
                lost.Add(new(customer, -was));
        }
        return new EquityChange(
            then.Values.Sum(), now.Values.Sum(), Movement(arrived), Movement(lost), Movement(grown), Movement(shrunk), unchanged);
    }

    private static EquityMovement Movement(List<CustomerValue> customers) =>
        new(customers.Sum(c => c.Value), [.. customers.OrderByDescending(c => Math.Abs(c.Value)).ThenBy(c => c.Customer)]);
}
