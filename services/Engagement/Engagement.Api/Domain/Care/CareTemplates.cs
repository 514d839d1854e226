using System.Globalization;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Care;

/// <summary>E7: what to write or say to a customer on an occasion.</summary>
/// <param name="Kind">Of the care calendar, such as birthday or holiday; * holds for all without one of their own.</param>
/// <param name="Message">Braces are filled in: {customer}, {occasion}, {date}.</param>
internal sealed record CareTemplate(string Kind, LocalText Title, LocalText Message);

/// <summary>E7: the templates for care tasks, which are data.</summary>
/// <param name="Occasions">What the occasions of the care calendar are called, by code; one without a name is called as it is.</param>
internal sealed record CareTemplates(IReadOnlyList<CareTemplate> Templates, IReadOnlyDictionary<string, LocalText> Occasions)
{
    public const string Name = "care-templates";

    public const string AnyKind = "*";

    public static CareTemplates Default { get; } = DomainData.Embedded<CareTemplates>("care-templates.json");

    /// <summary>What is wrong with templates, as stable codes; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var codes = new List<string>();
        if (Templates.DistinctBy(template => template.Kind).Count() != Templates.Count) codes.Add("care.kind-repeated");
        if (Templates.All(template => template.Kind != AnyKind)) codes.Add("care.no-template-for-all");
        return codes;
    }

    public CareTemplate For(string kind) => Templates.FirstOrDefault(template => template.Kind == kind) ?? Templates.First(template => template.Kind == AnyKind);

    public string NameOf(string occasion, Language language) => Occasions.TryGetValue(occasion, out var name) ? name.In(language) : occasion;

    /// <summary>A text with its braces filled in; what is not known stays as it is.</summary>
    public static string Fill(string text, string customer, string occasion, DateOnly on) => text
        .Replace("{customer}", customer, StringComparison.Ordinal)
        .Replace("{occasion}", occasion, StringComparison.Ordinal)
        .Replace("{date}", on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
