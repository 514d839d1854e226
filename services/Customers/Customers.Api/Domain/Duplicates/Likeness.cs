using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>By what two files look like the same customer (C16).</summary>
public enum LikenessKind
{
    [Names("Same phone number", "电话相同", "電話相同")] Phone,
    [Names("Same mail address", "邮箱相同", "郵箱相同")] Email,
    [Names("Same tax id", "税号相同", "稅號相同")] TaxId,
    [Names("Same name", "名称相同", "名稱相同")] Name,
    [Names("Similar name", "名称相似", "名稱相似")] SimilarName,
}

/// <summary>What identifies a customer, normalised.</summary>
public sealed record Identifiers(CustomerKind Kind, string Name, string? Phone, string? Email, string? TaxId)
{
    private NameKey? key;

    public NameKey Key => key ??= NameKey.Of(Name);

    public static Identifiers Of(Customer customer) => new(customer.Kind, customer.Name, customer.Phone, customer.Email, customer.NormalTaxId);

    public static Identifiers Of(CustomerData data) => new(data.Kind, data.Name, data.Phone, data.Email?.Trim().ToLowerInvariant(), TaxIds.Normalise(data.TaxId));
}

/// <summary>How alike two files are.</summary>
/// <param name="Score">100 for an identifier in common, 90 for equal names, less for similar ones.</param>
public sealed record Likeness(int Score, IReadOnlyList<LikenessKind> Kinds)
{
    /// <summary>Names less alike than this are different names.</summary>
    public const double LeastSimilarity = 0.85;

    private const int Exact = 100;
    private const int EqualName = 90;

    public bool IsExact => Score == Exact;

    /// <summary>C16; null when the two are not alike.</summary>
    public static Likeness? Between(Identifiers one, Identifiers other)
    {
        var kinds = new List<LikenessKind>(2);
        if (one.Phone is not null && one.Phone == other.Phone) kinds.Add(LikenessKind.Phone);
        if (one.Email is not null && one.Email == other.Email) kinds.Add(LikenessKind.Email);
        if (one.TaxId is not null && one.TaxId == other.TaxId) kinds.Add(LikenessKind.TaxId);
        var score = kinds.Count > 0 ? Exact : 0;
        if (one.Kind == other.Kind && one.Key.Digits == other.Key.Digits && Similarity(one.Key.Letters, other.Key.Letters) is var similarity and >= LeastSimilarity
            && (score > 0 || !Contradict(one, other)))
        {
            kinds.Add(similarity == 1 ? LikenessKind.Name : LikenessKind.SimilarName);
            score = Math.Max(score, (int)(similarity * EqualName));
        }
        return score == 0 ? null : new Likeness(score, kinds);
    }

    // Many people have the same name: one with another phone number or mail address is somebody else until more speaks for it. A company
    // has several numbers but one tax id.
    private static bool Contradict(Identifiers one, Identifiers other) => one.Kind == CustomerKind.Person
        ? Differ(one.Phone, other.Phone) || Differ(one.Email, other.Email) || Differ(one.TaxId, other.TaxId)
        : Differ(one.TaxId, other.TaxId);

    private static bool Differ(string? one, string? other) => one is not null && other is not null && one != other;

    /// <summary>1 for equal, 0 for nothing in common: one minus the edit distance (with transpositions) over the longer length.</summary>
    public static double Similarity(string one, string other)
    {
        if (one == other) return 1;
        var longer = Math.Max(one.Length, other.Length);
        if (Math.Min(one.Length, other.Length) < NameKey.ShortestFuzzy) return 0;
        var most = (int)Math.Floor((1 - LeastSimilarity) * longer);
        if (Math.Abs(one.Length - other.Length) > most) return 0;
        var distance = Distance(one, other);
        return distance > most ? 0 : 1 - ((double)distance / longer);
    }

    // Optimal string alignment distance over three rows.
    private static int Distance(string one, string other)
    {
        var width = other.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        var before = rows[..width];
        var previous = rows.Slice(width, width);
        var current = rows.Slice(2 * width, width);
        for (var j = 0; j < width; j++) previous[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j < width; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) best = Math.Min(best, before[j - 2] + 1);
                current[j] = best;
            }
            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }
        return previous[width - 1];
    }
}

/// <summary>Tax ids as they are compared: letters and digits only, capitals.</summary>
public static class TaxIds
{
    private const int Longest = 40;

    public static string? Normalise(string? taxId)
    {
        if (taxId is null) return null;
        var bare = new string([.. taxId.ToForm(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);
        // One sign may become many.
        return bare.Length == 0 ? null : bare.Length <= Longest ? bare : bare[..Longest];
    }
}
