using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>
/// What the comments of a record say of it and of its fields, for the API description: units and the meaning of a null stand there and nowhere else. The
/// framework's own generator reads the comments of the assembly alone that describes the API, which is this one.
/// </summary>
internal static partial class DocComments
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, XElement>> Files = new();

    /// <summary>Null when nothing is written, or the file of comments is not beside the program.</summary>
    public static string? Of(Type type) => Text(CommentOf(type)?.Element("summary"));

    /// <summary>By the names of the fields in JSON: those a record is made of, and those it has beside them.</summary>
    public static IReadOnlyDictionary<string, string> OfFields(Type type) => (CommentOf(type)?.Elements("param") ?? [])
        .Select(field => (Name: (string?)field.Attribute("name") ?? "", Said: Text(field)))
        .Concat(type.GetProperties().Select(property => (property.Name, Said: Text(CommentOf(type, property.Name)?.Element("summary")))))
        .Where(field => field.Said is not null)
        .DistinctBy(field => field.Name)
        .ToDictionary(field => Camel(field.Name), field => field.Said!);

    private static XElement? CommentOf(Type type, string? property = null)
    {
        var named = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return named is { FullName: { } name } && type.Assembly.GetName().Name is { } assembly
            ? Files.GetOrAdd(assembly, Read).GetValueOrDefault(property is null ? $"T:{name.Replace('+', '.')}" : $"P:{name.Replace('+', '.')}.{property}")
            : null;
    }

    private static Dictionary<string, XElement> Read(string assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml");
        if (!assembly.StartsWith("CrmPlatform.", StringComparison.Ordinal) || !File.Exists(file)) return [];
        return XDocument.Load(file).Descendants("member").Where(member => (string?)member.Attribute("name") is ['T' or 'P', ':', ..])
            .ToDictionary(member => (string)member.Attribute("name")!);
    }

    private static string? Text(XElement? comment)
    {
        if (comment is null) return null;
        var text = string.Concat(comment.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "paramref" } field => $"`{Camel((string?)field.Attribute("name") ?? "")}`",
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } other when (string?)other.Attribute("cref") is { } cref => cref[(cref.LastIndexOfAny(['.', ':']) + 1)..],
            XElement other => other.Value,
            _ => "",
        }));
        return Blanks().Replace(text, " ").Trim() is { Length: > 0 } said ? said : null;
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
