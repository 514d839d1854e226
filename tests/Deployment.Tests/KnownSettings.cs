using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrmPlatform.Deployment.Tests;

/// <summary>
/// The settings that the programs read, taken from their source: options classes with their sections, and what is asked for by name.
/// A setting with a slip in its name is not refused by anybody, it only does nothing.
/// </summary>
internal static partial class KnownSettings
{
    private static readonly IReadOnlyList<string> Sources =
    [
        .. new[] { "services", "gateway" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Kustomize.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")).Select(File.ReadAllText),
    ];

    private static readonly HashSet<string> AskedByName = Sources.SelectMany(source => ByName().Matches(source)).Select(match => match.Groups[1].Value)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static readonly List<ClassDeclarationSyntax> Classes =
    [
        .. Sources.Where(source => source.Contains("const string Section", StringComparison.Ordinal))
            .SelectMany(source => CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()),
    ];

    private static readonly Dictionary<string, ClassDeclarationSyntax> Sections = Classes.Where(item => SectionOf(item) is not null)
        .ToDictionary(item => SectionOf(item)!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether anything reads the environment variable of this name; <c>__</c> stands between the parts.</summary>
    public static bool AreRead(string variable)
    {
        var parts = variable.Split("__");
        if (parts is ["ConnectionStrings", _] or ["Services", _, "Url"] || AskedByName.Contains(string.Join(':', parts))) return true;
        var length = Enumerable.Range(1, parts.Length - 1).FirstOrDefault(count => Sections.ContainsKey(string.Join(':', parts[..count])));
        return length > 0 && Has(Sections[string.Join(':', parts[..length])], [.. parts.Skip(length)]);
    }

    private static bool Has(ClassDeclarationSyntax options, string[] path)
    {
        var name = path[0];
        var property = options.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(item => item.Identifier.Text.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (property?.AccessorList?.Accessors.Any(accessor => accessor.Keyword.Text is "set" or "init") != true) return false;
        var type = property.Type is NullableTypeSyntax nullable ? nullable.ElementType : property.Type;
        var rest = path[1..];
        // A list or a table: an index or a key comes between.
        var element = type switch
        {
            ArrayTypeSyntax array => array.ElementType,
            GenericNameSyntax generic => generic.TypeArgumentList.Arguments[^1],
            _ => null,
        };
        if (element is not null)
        {
            if (rest.Length == 0) return false;
            (type, rest) = (element, rest[1..]);
        }
        var inner = Classes.FirstOrDefault(item => item.Identifier.Text == type.ToString());
        return inner is null ? rest.Length == 0 : rest.Length > 0 && Has(inner, rest);
    }

    private static string? SectionOf(ClassDeclarationSyntax options) => options.Members.OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables)
        .Where(variable => variable.Identifier.Text == "Section").Select(variable => (variable.Initializer?.Value as LiteralExpressionSyntax)?.Token.ValueText).FirstOrDefault();

    [GeneratedRegex(@"onfiguration\[""([\w:]+)""\]")]
    private static partial Regex ByName();
}
