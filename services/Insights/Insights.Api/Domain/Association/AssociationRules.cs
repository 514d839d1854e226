namespace CrmPlatform.Insights.Domain.Association;

/// <summary>I9: which products go together.</summary>
internal static class AssociationRules
{
    public const int DefaultMaxLength = 10;

    /// <summary>
    /// All rules with one product on the right, of at least the given support and confidence, by lift, then confidence,
    /// then support, then products. Sets of one product (an empty left side) are left out.
    /// </summary>
    public static IReadOnlyList<AssociationRule> Mine(Baskets baskets, double support, double confidence, int maxLength = DefaultMaxLength)
    {
        if (!(support is > 0 and <= 1))
            throw InsightRefusedException.OutOfRange(nameof(support), support, "above 0 to 1");
        if (!(confidence is >= 0 and <= 1))
            throw InsightRefusedException.OutOfRange(nameof(confidence), confidence, "0 to 1");
        if (maxLength < 2)
            throw InsightRefusedException.OutOfRange(nameof(maxLength), maxLength, "2 or more");
        // A support that is a whole number of baskets must not be lost to rounding.
        var minimum = (int)Math.Ceiling(support * baskets.Count * (1 - 1e-12));
        var sets = Eclat.Mine(baskets, minimum, maxLength);
        var counts = new Dictionary<ProductSet, int>(sets.Count);
        foreach (var set in sets)
            counts.Add(new ProductSet(set.Products, -1), set.Baskets);

        var rules = new List<AssociationRule>();
        foreach (var set in sets)
        {
            var products = set.Products;
            if (products.Length < 2)
                continue;
            for (var i = 0; i < products.Length; i++)
            {
                // What is left of a frequent set is frequent itself, so it has been counted.
                var held = set.Baskets / (double)counts[new ProductSet(products, i)];
                if (held < confidence)
                    continue;
                var lift = held / (counts[new ProductSet([products[i]], -1)] / (double)baskets.Count);
                int[] antecedent = [.. products.AsSpan(0, i), .. products.AsSpan(i + 1)];
                rules.Add(new AssociationRule(antecedent, products[i], set.Baskets, set.Baskets / (double)baskets.Count, held, lift));
            }
        }
        rules.Sort(Order);
        return rules;
    }

    private static int Order(AssociationRule a, AssociationRule b)
    {
        var by = b.Lift.CompareTo(a.Lift);
        by = by != 0 ? by : b.Confidence.CompareTo(a.Confidence);
        by = by != 0 ? by : b.Baskets.CompareTo(a.Baskets);
        by = by != 0 ? by : a.Consequent.CompareTo(b.Consequent);
        by = by != 0 ? by : a.Antecedent.Count.CompareTo(b.Antecedent.Count);
        for (var i = 0; by == 0 && i < a.Antecedent.Count; i++)
            by = a.Antecedent[i].CompareTo(b.Antecedent[i]);
        return by;
    }

    /// <summary>A set as a key, seen without the product at <c>skip</c>, so that subsets are looked up without being made.</summary>
    private readonly struct ProductSet(int[] products, int skip) : IEquatable<ProductSet>
    {
        private readonly int[] products = products;
        private readonly int skip = skip;

        private int Length => products.Length - (skip >= 0 ? 1 : 0);

        private int At(int i) => products[skip >= 0 && i >= skip ? i + 1 : i];

        public bool Equals(ProductSet other)
        {
            if (Length != other.Length)
                return false;
            for (var i = 0; i < Length; i++)
            {
                if (At(i) != other.At(i))
                    return false;
            }
            return true;
        }

        public override bool Equals(object? obj) => obj is ProductSet other && Equals(other);

        public override int GetHashCode()
        {
            var hash = 17u;
            for (var i = 0; i < Length; i++)
                hash = (hash ^ (uint)At(i)) * 0x9E3779B1u;
            return (int)(hash ^ (hash >> 15));
        }
    }
}
