namespace CrmPlatform.Insights.Domain.Association;

/// <summary>Baskets of product numbers 0 to <see cref="Products"/> − 1; a product counts once per basket, however many were bought.</summary>
internal sealed class Baskets
{
    private readonly int[][] baskets;

    public Baskets(IEnumerable<IEnumerable<int>> baskets, int products)
    {
        this.baskets = [.. baskets.Select(b => b.Distinct().Order().ToArray()).Where(b => b.Length > 0)];
        Products = products;
    }

    public int Count => baskets.Length;

    public int Products { get; }

    public ReadOnlySpan<int> this[int basket] => baskets[basket];
}

/// <summary>Products that are bought together in so many baskets, in rising order of their numbers.</summary>
internal sealed record FrequentSet(int[] Products, int Baskets);

/// <summary>A rule antecedent → consequent with its measures (Agrawal, Imieliński and Swami 1993).</summary>
internal sealed record AssociationRule(IReadOnlyList<int> Antecedent, int Consequent, int Baskets, double Support, double Confidence, double Lift)
{
    public int Length => Antecedent.Count + 1;
}
