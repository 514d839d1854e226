using System.Text.Json.Serialization;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Domain.Abc;

/// <summary>C4: the class from purchases.</summary>
public enum AbcClass
{
    [Names("A", "A 类", "A 類"), JsonStringEnumMemberName("A")] A,
    [Names("B", "B 类", "B 類"), JsonStringEnumMemberName("B")] B,
    [Names("C", "C 类", "C 類"), JsonStringEnumMemberName("C")] C,
}

/// <summary>The channel of C1, as far as the class depends on it.</summary>
internal enum AbcChannel
{
    Other,
    Agent,
    Franchisee,
}

/// <summary>
/// What the class depends on: sales per calendar year in minor units of the base currency (years of the organisation's
/// time zone), and the owner's ratings of cooperation and loyalty, 1 to 5 or not given.
/// </summary>
internal sealed record AbcCustomer(
    long Customer, AbcChannel Channel, IReadOnlyDictionary<int, long> SalesByYear, int? Cooperation, int? Loyalty)
{
    public long Sales(int year) => SalesByYear.GetValueOrDefault(year);
}

internal sealed record AbcSettings
{
    /// <summary>Franchisees in the top so much of franchisees are A.</summary>
    public decimal TopFranchisees { get; init; } = 0.20m;

    /// <summary>Growth per year that B needs, in per cent.</summary>
    public int GrowthPercent { get; init; } = 10;

    /// <summary>Cooperation and loyalty that B needs, of 5.</summary>
    public int MinimumRating { get; init; } = 4;
}

/// <summary>A class with the reason for it: a stable code, and a sentence with the figures.</summary>
internal sealed record AbcResult(long Customer, AbcClass Class, string ReasonCode, Words Reason);

/// <summary>C4, I2: the ABC class 客户分类 from purchases, on the last full calendar years before a day.</summary>
internal static class AbcClassification
{
    public static IReadOnlyList<AbcResult> Classify(IReadOnlyCollection<AbcCustomer> customers, DateOnly asOf, AbcSettings settings)
    {
        var year = LastFullYear(asOf);
        var franchisees = customers.Where(c => c.Channel == AbcChannel.Franchisee).Select(c => c.Sales(year)).OrderDescending().ToArray();
        return [.. customers.Select(c => Classify(c, year, franchisees, settings))];
    }

    /// <summary>The last calendar year that is over on the day; a year is over once its 31 December is past.</summary>
    public static int LastFullYear(DateOnly asOf) => asOf.Year - 1;

    /// <summary>The class of whoever did not sell in each of the three years.</summary>
    public static AbcResult WithoutSales(long customer, int year) => new(customer, AbcClass.C, "abc.sales-missing", Words.With(
        $"Sales in each of {year - 2}, {year - 1} and {year} are needed to grow twice.",
        $"需要{year - 2}、{year - 1}、{year}三年均有销售额才能判断连续增长。",
        $"需要{year - 2}、{year - 1}、{year}三年均有銷售額才能判斷連續增長。"));

    private static AbcResult Classify(AbcCustomer customer, int year, long[] franchisees, AbcSettings settings)
    {
        // C4: A = all agents, and franchisees in the top 20 % of franchisees by sales of the last full calendar year.
        if (customer.Channel == AbcChannel.Agent)
            return new(customer.Customer, AbcClass.A, "abc.agent", new("Every agent is class A.", "代理商均为A类。", "代理商均為A類。"));
        if (customer.Channel == AbcChannel.Franchisee && customer.Sales(year) > 0)
        {
            var ahead = CountAbove(franchisees, customer.Sales(year));
            // Those who sell the same stand on the same place, so order decides nothing.
            if (ahead < settings.TopFranchisees * franchisees.Length)
            {
                var (place, all) = (ahead + 1, franchisees.Length);
                return new(customer.Customer, AbcClass.A, "abc.top-franchisee", Words.With(
                    $"Place {place} of {all} franchisees by sales of {year}, within the top {settings.TopFranchisees:0.##%}.",
                    $"{year}年销售额在{all}家加盟商中排名第{place}，位于前{settings.TopFranchisees:0.##%}。",
                    $"{year}年銷售額在{all}家加盟商中排名第{place}，位於前{settings.TopFranchisees:0.##%}。"));
            }
        }
        return Growth(customer, year, settings);
    }

    /// <summary>C4: B = sales grew by ≥ 10 % in each of the last two full years and cooperation ≥ 4 of 5 and loyalty ≥ 4 of 5. C = everybody else.</summary>
    private static AbcResult Growth(AbcCustomer customer, int year, AbcSettings settings)
    {
        var (first, second, third) = (customer.Sales(year - 2), customer.Sales(year - 1), customer.Sales(year));
        if (first <= 0 || second <= 0 || third <= 0) return WithoutSales(customer.Customer, year);
        var (earlier, later) = (Percent(first, second), Percent(second, third));
        if (!Grew(first, second, settings.GrowthPercent) || !Grew(second, third, settings.GrowthPercent))
        {
            return new(customer.Customer, AbcClass.C, "abc.growth-too-small", Words.With(
                $"Sales changed by {earlier:0.#} % in {year - 1} and {later:0.#} % in {year}; {settings.GrowthPercent} % is needed in each.",
                $"{year - 1}年销售额变化{earlier:0.#}%，{year}年变化{later:0.#}%；每年需增长{settings.GrowthPercent}%。",
                $"{year - 1}年銷售額變化{earlier:0.#}%，{year}年變化{later:0.#}%；每年需增長{settings.GrowthPercent}%。"));
        }
        if (customer.Cooperation is not { } cooperation || customer.Loyalty is not { } loyalty)
        {
            return new(customer.Customer, AbcClass.C, "abc.rating-missing", new(
                "Sales grew enough, but cooperation and loyalty are not both rated.", "销售额增长达标，但合作度与忠诚度尚未全部评分。", "銷售額增長達標，但合作度與忠誠度尚未全部評分。"));
        }
        if (cooperation < settings.MinimumRating || loyalty < settings.MinimumRating)
        {
            return new(customer.Customer, AbcClass.C, "abc.rating-too-low", Words.With(
                $"Cooperation {cooperation} and loyalty {loyalty} of 5; {settings.MinimumRating} is needed in each.",
                $"合作度{cooperation}分、忠诚度{loyalty}分（满分5分）；各需{settings.MinimumRating}分。",
                $"合作度{cooperation}分、忠誠度{loyalty}分（滿分5分）；各需{settings.MinimumRating}分。"));
        }
        return new(customer.Customer, AbcClass.B, "abc.growth-and-ratings", Words.With(
            $"Sales grew by {earlier:0.#} % in {year - 1} and {later:0.#} % in {year}; cooperation {cooperation}, loyalty {loyalty} of 5.",
            $"{year - 1}年销售额增长{earlier:0.#}%，{year}年增长{later:0.#}%；合作度{cooperation}分，忠诚度{loyalty}分。",
            $"{year - 1}年銷售額增長{earlier:0.#}%，{year}年增長{later:0.#}%；合作度{cooperation}分，忠誠度{loyalty}分。"));
    }

    /// <summary>In integers, so that exactly 10 % counts.</summary>
    private static bool Grew(long from, long to, int percent) => (Int128)to * 100 >= (Int128)from * (100 + percent);

    private static double Percent(long from, long to) => 100.0 * (to - from) / from;

    private static int CountAbove(long[] descending, long value)
    {
        var (low, high) = (0, descending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (descending[middle] > value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
