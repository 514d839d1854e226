using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Domain.Zones;

/// <summary>I3: where consumption is going.</summary>
public enum ConsumptionZone
{
    [Names("Value zone", "价值区", "價值區")] Value,
    [Names("Potential zone", "潜力区", "潛力區")] Potential,
    [Names("Migrating zone", "迁移区", "遷移區")] Migrating,
    [Names("Freezing zone", "冰点区", "冰點區")] Freezing,
}

/// <summary>
/// A customer's lifetime value, sales of the last twelve months and of the twelve before (minor units), and whether the
/// customer has fallen silent by its own rhythm.
/// </summary>
internal sealed record ZoneCustomer(long Customer, long LifetimeValue, long RecentSales, long EarlierSales, bool Silent);

internal sealed record ZoneSettings
{
    public decimal Top { get; init; } = 0.40m;

    /// <summary>A change of so many per cent counts as rising or falling.</summary>
    public int ChangePercent { get; init; } = 10;
}

internal sealed record ZoneResult(long Customer, ConsumptionZone Zone, string ReasonCode, Words Reason);

/// <summary>I3: consumption zones 价值/潜力/迁移/冰点.</summary>
internal static class ConsumptionZones
{
    public static IReadOnlyList<ZoneResult> Classify(IReadOnlyCollection<ZoneCustomer> customers, ZoneSettings settings)
    {
        var line = Line(customers.Select(c => c.LifetimeValue), settings);
        return [.. customers.Select(c => Classify(c, line, settings))];
    }

    /// <summary>The least value that is in the top; equal values stand on the same side of it.</summary>
    public static long Line(IEnumerable<long> lifetimeValues, ZoneSettings settings)
    {
        var values = lifetimeValues.OrderDescending().ToArray();
        return values.Length == 0 ? 0 : values[Math.Min(values.Length - 1, Math.Max(0, (int)Math.Ceiling(settings.Top * values.Length) - 1))];
    }

    public static ZoneResult Classify(ZoneCustomer customer, long line, ZoneSettings settings) =>
        Classify(customer, customer.LifetimeValue >= line && customer.LifetimeValue > 0, settings);

    private static ZoneResult Classify(ZoneCustomer c, bool top, ZoneSettings settings)
    {
        // I3: value = top 40 % by CLV and not falling; migrating = top 40 % and falling by ≥ 10 %; potential = below and
        // rising by ≥ 10 %; freezing = below and falling, or silent. Below and neither is potential that has yet to move.
        if (c.Silent)
            return new(c.Customer, ConsumptionZone.Freezing, "zone.silent", new("Silent for longer than its own rhythm.", "沉默时间已超过其自身节奏。", "沉默時間已超過其自身節奏。"));
        var change = c.EarlierSales > 0 ? 100.0 * (c.RecentSales - c.EarlierSales) / c.EarlierSales : c.RecentSales > 0 ? 100.0 : 0.0;
        var fallen = (Int128)c.RecentSales * 100 <= (Int128)c.EarlierSales * (100 - settings.ChangePercent) && c.EarlierSales > 0;
        var risen = c.RecentSales > c.EarlierSales && (Int128)c.RecentSales * 100 >= (Int128)c.EarlierSales * (100 + settings.ChangePercent);
        var falling = c.RecentSales < c.EarlierSales;
        return (top, fallen, risen, falling) switch
        {
            (true, true, _, _) => Result(ConsumptionZone.Migrating, "zone.top-and-falling"),
            (true, false, _, _) => Result(ConsumptionZone.Value, "zone.top-and-holding"),
            (false, _, true, _) => Result(ConsumptionZone.Potential, "zone.below-and-rising"),
            (false, _, _, true) => Result(ConsumptionZone.Freezing, "zone.below-and-falling"),
            _ => Result(ConsumptionZone.Potential, "zone.below-and-steady"),
        };

        ZoneResult Result(ConsumptionZone zone, string code)
        {
            var share = settings.Top;
            return new(c.Customer, zone, code, Words.With(
                $"{(top ? "In" : "Below")} the top {share:0.##%} by lifetime value; sales of twelve months changed by {change:+0.#;-0.#;0} %.",
                $"客户终身价值{(top ? "位于" : "低于")}前{share:0.##%}；近十二个月销售额变化{change:+0.#;-0.#;0}%。",
                $"客戶終身價值{(top ? "位於" : "低於")}前{share:0.##%}；近十二個月銷售額變化{change:+0.#;-0.#;0}%。"));
        }
    }
}
