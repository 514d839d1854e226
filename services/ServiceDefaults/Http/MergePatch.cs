using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>
/// A JSON Merge Patch (RFC 7396) to <typeparamref name="T"/>, the record a PUT of the same thing takes: a field given replaces,
/// a field given as null clears, a field left out stays.
/// </summary>
public sealed class MergePatch<T> : IEndpointParameterMetadataProvider where T : class
{
    private readonly JsonObject patch;

    private MergePatch(JsonObject patch) => this.patch = patch;

    /// <summary>Whether the patch speaks of a field at all.</summary>
    public bool Mentions(string field) => patch.ContainsKey(field);

    /// <summary>The document after the patch, or what is wrong with it.</summary>
    public bool TryApply(T current, out T patched, out Invalid? problem)
    {
        var document = JsonSerializer.SerializeToNode(current, Json.Strict)!.AsObject();
        Merge(document, patch);
        try
        {
            patched = document.Deserialize<T>(Json.Strict)!;
        }
        catch (JsonException wrong)
        {
            if (JsonComplaint.MissingFields(wrong) is { Count: > 0 } missing)
            {
                (patched, problem) = (current, new Invalid(missing.ToDictionary(name => name, _ => new[] { "is required and cannot be cleared." })));
                return false;
            }
            if (wrong is SaidJsonException said)
            {
                (patched, problem) = (current, new Invalid(said.Field, said.Said, said.Code));
                return false;
            }
            var field = (wrong.Path ?? "$").TrimStart('$').TrimStart('.');
            (patched, problem) = (current, new Invalid(field, JsonComplaint.InWords(wrong), "malformed"));
            return false;
        }
        var complaints = new Dictionary<string, List<string>>();
        Complain(patched, "", complaints);
        problem = complaints.Count == 0 ? null : new Invalid(complaints.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
        return problem is null;
    }

    // What a PUT's body is asked at every depth, a patched document is asked too.
    private static void Complain(object thing, string prefix, Dictionary<string, List<string>> complaints)
    {
        var found = new List<ValidationResult>();
        Validate(thing, found);
        foreach (var complaint in found)
        {
            var field = prefix + JsonNamingPolicy.CamelCase.ConvertName(complaint.MemberNames.FirstOrDefault() ?? "");
            if (!complaints.TryGetValue(field, out var messages)) complaints[field] = messages = [];
            messages.Add(complaint.ErrorMessage ?? "is not valid");
        }
        foreach (var property in thing.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && !p.PropertyType.IsValueType && p.PropertyType != typeof(string)))
        {
            var name = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            switch (property.GetValue(thing))
            {
                case System.Collections.IEnumerable items:
                    foreach (var (index, item) in items.Cast<object?>().Index())
                        if (item is not null && IsOurs(item.GetType())) Complain(item, $"{name}[{index}].", complaints);
                    break;
                case { } inner when IsOurs(inner.GetType()):
                    Complain(inner, $"{name}.", complaints);
                    break;
            }
        }
    }

    private static void Validate(object thing, List<ValidationResult> found)
    {
        try
        {
            Validator.TryValidateObject(thing, new ValidationContext(thing), found, validateAllProperties: true);
        }
        catch (OverflowException)
        {
            // A range of whole numbers cannot look at a number that is larger than all of them; it is certainly not within it.
            foreach (var property in thing.GetType().GetProperties().Where(p => p.GetValue(thing) is double number && !double.IsFinite(number)))
                found.Add(new ValidationResult("A number of finite size is expected.", [property.Name]));
        }
    }

    private static bool IsOurs(Type type) => type is { IsClass: true, Namespace: { } space } && space.StartsWith("CrmPlatform.", StringComparison.Ordinal);

#pragma warning disable CA1000 // Minimal APIs find both by name on the type itself.
    public static async ValueTask<MergePatch<T>> BindAsync(HttpContext context)
    {
        var type = context.Request.ContentType ?? "";
        if (!type.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase)
            && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw new BadHttpRequestException("Send application/merge-patch+json.", StatusCodes.Status415UnsupportedMediaType);
        return new MergePatch<T>(await JsonBody.ReadObjectAsync(context));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/merge-patch+json", "application/json"], typeof(T)));
#pragma warning restore CA1000

    // RFC 7396, section 2.
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null && !target.ContainsKey(name))
                target[name] = null;
            else if (value is JsonObject inner && target[name] is JsonObject nested)
                Merge(nested, inner);
            else
                target[name] = value?.DeepClone();
        }
    }
}
