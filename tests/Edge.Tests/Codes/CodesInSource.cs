using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrmPlatform.Edge.Tests.Codes;

/// <summary>
/// Finds the codes of problems in a project's source: literals in the place where a refusal takes its code. What reaches that place
/// through a variable is not seen here; the walks see it when it is answered.
/// </summary>
internal static partial class CodesInSource
{
    /// <summary>Where each way of refusing takes its code.</summary>
    private static readonly Dictionary<string, int> CodeAt = new()
    {
        ["Refusal.Conflict"] = 0, ["Refusal.Forbidden"] = 0, ["Refusal.Invalid"] = 1, ["Problems.Create"] = 1, ["Problems.Invalid"] = 1,
        ["Refused"] = 0, ["Denied"] = 0, ["Busy"] = 0, ["Invalid"] = 2, ["Refusal"] = 1, ["ProblemException"] = 1, ["ProblemResult"] = 1,
        ["Refuse"] = 0, ["Weak"] = 0, ["codes.Add"] = 0, ["row.Error"] = 1, ["Fault"] = 1, ["InsightRefusedException.CannotFit"] = 0, ["InsightRefusedException"] = 0,
    };

    public static IReadOnlySet<string> Of(string project)
    {
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Files(project))
        {
            var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot();
            foreach (var node in root.DescendantNodes())
            {
                var (name, arguments) = node switch
                {
                    InvocationExpressionSyntax call => (NameOf(call.Expression), call.ArgumentList),
                    ObjectCreationExpressionSyntax made => (made.Type.ToString().Split('.')[^1], made.ArgumentList),
                    ImplicitObjectCreationExpressionSyntax implied => (TypeAround(implied), implied.ArgumentList),
                    PrimaryConstructorBaseTypeSyntax based => (based.Type.ToString(), based.ArgumentList),
                    _ => ("", null),
                };
                if (arguments is null || !CodeAt.TryGetValue(name, out var at)) continue;
                var code = arguments.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == "code")
                    ?? arguments.Arguments.ElementAtOrDefault(name == "Invalid" && arguments.Arguments.Count == 2 ? 1 : at);
                if (code is null) continue;
                // Inside a bigger expression (a choice between two codes) each literal with a dot is one.
                codes.UnionWith(Literals(code).Where(literal => code.Expression is LiteralExpressionSyntax || literal.Contains('.', StringComparison.Ordinal)));
            }
            codes.UnionWith(root.DescendantNodes().OfType<ParameterSyntax>()
                .Where(parameter => parameter.Identifier.Text == "code" && parameter.Default is not null).SelectMany(parameter => Literals(parameter.Default!)));
        }
        return codes;
    }

    /// <summary>The opposite question: which of these are in no literal of the project, and in none that is put together (<c>$"{word}.over"</c>)?</summary>
    public static IEnumerable<string> Gone(string project, IReadOnlyList<string> codes)
    {
        var roots = Files(project).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot()).ToList();
        var literals = roots.SelectMany(Literals).ToHashSet();
        var parts = roots.SelectMany(root => root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
            .Where(text => text.Contents.Count == 2 && text.Contents.OfType<InterpolatedStringTextSyntax>().Count() == 1)
            .Select(text => (Text: text.Contents.OfType<InterpolatedStringTextSyntax>().Single().TextToken.ValueText, IsEnd: text.Contents[1] is InterpolatedStringTextSyntax)).ToHashSet();
        return codes.Where(code => !literals.Contains(code) && !parts.Any(part => part.Text.Contains('.', StringComparison.Ordinal)
            && (part.IsEnd ? code.EndsWith(part.Text, StringComparison.Ordinal) : code.StartsWith(part.Text, StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Files(string project) => Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal));

    private static IEnumerable<string> Literals(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>()
        .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression)).Select(literal => literal.Token.ValueText).Where(text => Code().IsMatch(text));

    // new(…): the type is that of the member around it.
    private static string TypeAround(SyntaxNode node) => node.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() switch
    {
        MethodDeclarationSyntax method => method.ReturnType.ToString().TrimEnd('?'),
        PropertyDeclarationSyntax property => property.Type.ToString().TrimEnd('?'),
        FieldDeclarationSyntax field => field.Declaration.Type.ToString().TrimEnd('?'),
        _ => "",
    };

    private static string NameOf(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Refuse" } => "Refuse",
        MemberAccessExpressionSyntax access => $"{access.Expression.ToString().Split('.')[^1]}.{access.Name.Identifier.Text}",
        IdentifierNameSyntax alone => alone.Identifier.Text,
        _ => "",
    };

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$")]
    private static partial Regex Code();
}
