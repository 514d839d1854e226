using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>C17: what the OpenAPI document says of an import's form, of which the framework knows no more than that there are texts in it.</summary>
internal static class ImportForm
{
    public static void Tell(OpenApiOperation operation, IReadOnlyList<IImportKind> kinds)
    {
        var fields = (operation.RequestBody?.Content?.Values ?? []).SelectMany(form => Properties(form.Schema)).ToList();
        foreach (var (name, said) in Meanings(kinds))
        {
            foreach (var field in fields.Where(field => field.Name == name)) field.Schema.Description = said;
        }
        foreach (var (name, schema) in fields)
        {
            if (name == "kind") schema.Enum = [.. kinds.Select(kind => (JsonNode)kind.Kind)];
            if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Boolean)) schema.Default = false;
        }
    }

    private static IEnumerable<(string Name, string Meaning)> Meanings(IReadOnlyList<IImportKind> kinds) =>
    [
        ("kind", "What the rows are."),
        ("mapping", "JSON: the name of a column of the file for each of our fields that is called otherwise there, such as {\"name\": \"Customer name\"}. Each other field takes the column that is "
            + $"called like it, in English or Chinese; further columns are passed over. Fields, * where there must be a column: {string.Join("; ", kinds.Select(Told))}."),
        ("createMissing", "A purchase of somebody unknown opens a file for them, instead of being refused."),
        ("allowDuplicate", "Rows are taken in although they look like something stored."),
        ("dryRun", "Every row is judged and reported on, and nothing is written."),
    ];

    private static string Told(IImportKind kind) => $"{kind.Kind}: {string.Join(", ", kind.ToldFields.Select(field => field.Required ? $"{field.Name}*" : field.Name))}";

    // A form of several fields is described as all of several objects.
    private static IEnumerable<(string Name, OpenApiSchema Schema)> Properties(IOpenApiSchema? form) => (form?.AllOf ?? []).SelectMany(Properties)
        .Concat((form?.Properties ?? new Dictionary<string, IOpenApiSchema>()).Where(field => field.Value is OpenApiSchema).Select(field => (field.Key, (OpenApiSchema)field.Value)));
}
