using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Idempotency;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>The service's part of the OpenAPI 3.1 document: what the framework cannot know is said here once for all endpoints.</summary>
internal static class OpenApiSetup
{
    public const string CodeSchema = "ProblemCode";

    /// <summary>The rights an operation asks for; all of them, and the narrowest reach holds.</summary>
    private const string PermissionsExtension = "x-permissions";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer(TellHeadersAndRights);
        options.AddSchemaTransformer(TellCodes);
        options.AddSchemaTransformer(TellInstants);
        options.AddSchemaTransformer(TellMeanings);
        options.AddSchemaTransformer(TellWhatMayBeAbsent);
        options.AddDocumentTransformer(TellProblems);
        options.AddDocumentTransformer(TellNullOnce);
    }

    private static Task TellHeadersAndRights(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        // Parameters gathered in a record come with the names of its properties; in a query they are spelled as everywhere else.
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query))
        {
            if (CodesOf(context.Description, parameter.Name) is { } codes && parameter.Schema is OpenApiSchema schema) schema.Enum = codes;
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name ?? "");
            // None given is an empty list.
            if (parameter.Schema?.Type is { } type && type.HasFlag(JsonSchemaType.Array)) parameter.Required = false;
        }
        var rights = metadata.OfType<RequiredPermission>().Select(required => required.Permission).Distinct().Order(StringComparer.Ordinal);
        operation.Extensions[PermissionsExtension] = new JsonNodeExtension(new JsonArray([.. rights.Select(right => (JsonNode)right)]));
        if (metadata.OfType<IAllowAnonymous>().Any()) operation.Security = [];
        if (metadata.OfType<RequiresIfMatch>().Any())
            Header(operation, "If-Match", required: true, "The ETag that was read, or * for whatever there is. 428 without it, 412 when there is a newer one.");
        if (HttpMethods.IsPost(context.Description.HttpMethod ?? ""))
            Header(operation, IdempotentPosts.Header, required: false, "1 to 255 characters of your own: the same request under the same key has its effect once.");
        return Task.CompletedTask;
    }

    /// <summary>A code in a query or in a saved filter: the framework sees a converter and not what it writes.</summary>
    private static Task TellCodes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.GetElementType() is { } one && IsCoded(one))
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String, Enum = Codes(one.GenericTypeArguments[0]) };
        else if (IsCoded(type))
        {
            schema.Type = JsonSchemaType.String;
            schema.Properties = null;
            schema.Enum = Codes(type.GenericTypeArguments[0]);
        }
        return Task.CompletedTask;
    }

    private static bool IsCoded(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Coded<>);

    /// <summary>An instant: the framework sees our converter (<see cref="InstantText"/>) and not what it reads.</summary>
    private static Task TellInstants(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            // A field of a body may be null; a parameter is left out instead.
            var canBeNull = type == typeof(DateTimeOffset?) && (context.JsonPropertyInfo is not null || context.ParameterDescription is null);
            schema.Type = canBeNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Format = "date-time";
        }
        // What the clock on the wall shows, in a zone that is said elsewhere; date-time would have an offset.
        else if (type == typeof(DateTime) || type == typeof(DateTime?))
        {
            schema.Format = "date-time-local";
        }
        return Task.CompletedTask;
    }

    /// <summary>What is written of a record in its comments. A field that is a thing of its own is described where that thing is.</summary>
    private static Task TellMeanings(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (schema.Properties is not { Count: > 0 } fields) return Task.CompletedTask;
        schema.Description ??= DocComments.Of(type);
        foreach (var (name, said) in DocComments.OfFields(type))
        {
            if (fields.TryGetValue(name, out var found) && found is OpenApiSchema field && !IsThing(field)) field.Description ??= said;
        }
        return Task.CompletedTask;
    }

    /// <summary>A field that is not written while it is null: the framework calls it required, as what the record is made with.</summary>
    private static Task TellWhatMayBeAbsent(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var field in context.JsonTypeInfo.Properties)
        {
            var ignored = field.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true).OfType<JsonIgnoreAttribute>().FirstOrDefault();
            if (ignored?.Condition is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault) schema.Required?.Remove(field.Name);
        }
        return Task.CompletedTask;
    }

    // The framework notes the name of what will stand among the components and be referred to; for everything else the note is empty.
    private static bool IsThing(OpenApiSchema schema) => schema.Metadata is { } notes && notes.TryGetValue("x-schema-id", out var name) && name is string { Length: > 0 };

    // A text that is checked to be a code ([CodeOf<T>]), or a code that may be left out (Coded<T>?): of both the framework sees a text.
    private static List<JsonNode>? CodesOf(ApiDescription description, string? parameter)
    {
        if (description.ParameterDescriptions.FirstOrDefault(described => described.Name == parameter)?.ParameterDescriptor is not IParameterInfoParameterDescriptor { ParameterInfo: { } info }) return null;
        if (Nullable.GetUnderlyingType(info.ParameterType) is { } given && IsCoded(given)) return Codes(given.GenericTypeArguments[0]);
        return info.GetCustomAttributes().Select(attribute => attribute.GetType()).FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(CodeOfAttribute<>)) is { } codeOf
            ? Codes(codeOf.GenericTypeArguments[0])
            : null;
    }

    private static List<JsonNode> Codes(Type type) => [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (JsonNode)EnumCode.OfField(field))];

    private static void Header(OpenApiOperation operation, string name, bool required, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static Task TellProblems(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        var schemas = document.Components.Schemas;
        schemas[CodeSchema] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "Every code that a problem can carry. They are stable: programs may decide by them.",
            Enum = [.. context.ApplicationServices.GetRequiredService<ProblemCodes>().All.Select(code => (JsonNode)code)],
        };
        foreach (var name in new[] { nameof(ProblemDetails), nameof(HttpValidationProblemDetails) })
        {
            if (!schemas.TryGetValue(name, out var found) || found is not OpenApiSchema problem) continue;
            problem.Properties ??= new Dictionary<string, IOpenApiSchema>();
            problem.Properties["code"] = new OpenApiSchemaReference(CodeSchema, document);
            problem.Properties["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Quote it when you report the problem." };
            problem.Required = new HashSet<string> { "type", "title", "status", "code", "traceId" };
            // Facts of the refusal may stand beside these, for instance the stage that comes next.
            problem.AdditionalPropertiesAllowed = true;
            problem.AdditionalProperties = null;
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// That a field may be null is said beside it: one of null and a thing. A thing that the framework met first in such a field takes null
    /// itself, and one that can be anything does anyway; then null would be both of the two, and as that it is forbidden.
    /// </summary>
    private static Task TellNullOnce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        foreach (var thing in schemas.Values.OfType<OpenApiSchema>())
        {
            if (thing.Enum is { Count: > 0 } codes) thing.Enum = [.. codes.Where(code => code is not null && !code.IsJsonNullSentinel())];
            foreach (var (name, field) in thing.Properties?.ToList() ?? [])
            {
                if (field.OneOf is [_, _] either && either.FirstOrDefault(TakesAll) is { } anything) thing.Properties![name] = anything;
            }
        }
        return Task.CompletedTask;

        bool TakesAll(IOpenApiSchema schema) => schema is OpenApiSchemaReference { Reference.Id: { } id } && schemas.TryGetValue(id, out var found)
            && found is { Type: null, Enum: null or [], Properties: null or { Count: 0 }, OneOf: null or [], AnyOf: null or [], AllOf: null or [] };
    }
}
