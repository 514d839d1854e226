using System.Text.Json;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>Which of their columns fills which of our fields: as the mapping says, else by name or alias.</summary>
internal static class ColumnMapping
{
    /// <summary>Reads <c>{ "ourField": "Their column" }</c>; null and a problem when it is none. Nothing, or <c>null</c>, maps nothing.</summary>
    public static Dictionary<string, string>? Parse(string? json, out Invalid? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(json)) return [];
        try
        {
            var mapping = JsonSerializer.Deserialize<Dictionary<string, string?>>(json, Json.Strict) ?? [];
            if (mapping.Values.All(column => column is not null)) return mapping!;
        }
        catch (JsonException)
        {
            // Said below.
        }
        problem = new Invalid("mapping", "A JSON object is expected that names a column for each field: {\"name\": \"Customer name\"}.");
        return null;
    }

    public static Dictionary<string, int> Resolve(IImportKind kind, IReadOnlyDictionary<string, string> mapping, IReadOnlyList<string> header, out Invalid? problem)
    {
        var columns = new Dictionary<string, int>();
        var errors = new Dictionary<string, string[]>();
        foreach (var (ours, theirs) in mapping)
        {
            var field = kind.Fields.FirstOrDefault(f => IsCalled(f, ours));
            var column = header.ToList().FindIndex(name => string.Equals(name, theirs.Trim(), StringComparison.OrdinalIgnoreCase));
            if (field is null) errors[$"mapping.{ours}"] = [$"There is no such field. Known: {string.Join(", ", kind.Fields.Select(f => f.Name))}."];
            else if (column < 0) errors[$"mapping.{ours}"] = [$"The file has no column '{theirs}'. It has: {string.Join(", ", header)}."];
            else columns[field.Name] = column;
        }
        foreach (var field in kind.Fields.Where(f => !columns.ContainsKey(f.Name)))
        {
            foreach (var (index, name) in header.Index())
            {
                if (columns.ContainsValue(index) || !IsCalled(field, name)) continue;
                columns[field.Name] = index;
                break;
            }
            if (field.Required && !columns.ContainsKey(field.Name) && errors.Count == 0)
                errors["mapping"] = [$"No column for the required field '{field.Name}'. The file has: {string.Join(", ", header)}. Say in the mapping which one it is."];
        }
        // Which of two is meant nobody knows, and what stands in the other would be lost without a word.
        foreach (var (field, index) in columns)
        {
            var name = header[index];
            // Whoever names a column means this one, however another that is not read is called.
            var isNamed = mapping.Values.Any(theirs => string.Equals(name, theirs.Trim(), StringComparison.OrdinalIgnoreCase));
            if (header.Count(other => isNamed ? string.Equals(other, name, StringComparison.OrdinalIgnoreCase) : Bare(other) == Bare(name)) > 1)
                errors[$"mapping.{field}"] = [$"The file has several columns '{name}'. Give the one that is meant a name of its own, or say in the mapping which one it is."];
        }
        problem = errors.Count == 0 ? null : new Invalid(errors, "import.columns");
        return columns;
    }

    private static bool IsCalled(ImportField field, string name)
    {
        var bare = Bare(name);
        return Bare(field.Name) == bare || field.Aliases.Any(alias => Bare(alias) == bare);
    }

    private static string Bare(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
