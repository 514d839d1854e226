using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CrmPlatform.ServiceDefaults.Vocabulary;

/// <summary>One value of an enum: what the API calls it and what people call it.</summary>
public sealed record TermView(string Value, string Name, string En, string ZhHans, string ZhHant);

/// <summary>The display names of a service's enum values, read from <see cref="NamesAttribute"/>.</summary>
public static class Terms
{
    /// <summary>Serves every named enum of <paramref name="assembly"/> at <c>/api/v1/terms/{service}</c>.</summary>
    public static void MapTerms(this IEndpointRouteBuilder routes, string service, Assembly assembly)
    {
        var enums = assembly.GetTypes()
            .Where(type => type.IsEnum && Values(type).Any(field => field.GetCustomAttribute<NamesAttribute>() is not null))
            .ToDictionary(type => JsonNamingPolicy.KebabCaseLower.ConvertName(type.Name), type => Values(type).Select(Read).ToArray());

        routes.MapGet($"/terms/{service}", Ok<Dictionary<string, TermView[]>> (HttpRequest request) =>
        {
            var language = request.Language();
            return TypedResults.Ok(enums.ToDictionary(
                pair => pair.Key,
                pair => pair.Value.Select(term => term with { Name = new Wording(term.En, term.ZhHans, term.ZhHant).In(language) }).ToArray()));
        }).WithName($"terms-{service}").WithSummary("The names of all enum values in English and Chinese.").WithTags("Terms");
    }

    /// <summary>The name of one enum value in a language.</summary>
    public static string Name<T>(T value, Language language) where T : struct, Enum
    {
        var term = Read(typeof(T).GetField(value.ToString())!);
        return new Wording(term.En, term.ZhHans, term.ZhHant).In(language);
    }

    private static FieldInfo[] Values(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static);

    private static TermView Read(FieldInfo field)
    {
        var code = EnumCode.OfField(field);
        var names = field.GetCustomAttribute<NamesAttribute>() ?? new NamesAttribute(code, code, code);
        return new TermView(code, names.English, names.English, names.Simplified, names.Traditional);
    }
}
