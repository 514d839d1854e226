using System.Reflection;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>
/// The codes that problems may carry: the published list. Each program keeps its own in <c>problem-codes.txt</c> beside its project,
/// and serves them with those of the plumbing as the schema <c>ProblemCode</c> of its OpenAPI document.
/// </summary>
public sealed class ProblemCodes
{
    public const string File = "problem-codes.txt";

    private readonly SortedSet<string> all = new(Of(typeof(ProblemCodes).Assembly), StringComparer.Ordinal);

    public IReadOnlyCollection<string> All => all;

    /// <summary>The list an assembly carries with it; none when it has no codes of its own.</summary>
    public static IEnumerable<string> Of(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(File);
        if (stream is null) return [];
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
    }

    internal void Include(Assembly assembly) => all.UnionWith(Of(assembly));
}
