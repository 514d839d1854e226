using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>X2: a query parameter nobody reads is an error, not a filter silently ignored; so is a day no calendar can count on from, or an instant without offset.</summary>
internal static class KnownQuery
{
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var fields = factory.MethodInfo.GetParameters().SelectMany(FieldsOf).ToArray();
        var known = fields.Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var dates = fields.Where(field => SaneValues.IsDate(field.Type)).ToArray();
        return async context =>
        {
            // Binding that was written at compile time says that something does not fit by the status alone.
            if (context.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest && Misfit(context.HttpContext.Request.Query, fields) is { } misfit) return misfit;
            foreach (var (name, _, value) in dates)
            {
                if (value(context) is DateTimeOffset && context.HttpContext.Request.Query[name] is [{ } text] && !InstantText.IsWhole(text)) return QueryComplaint.OfInstant(name, text);
                if (!SaneValues.IsSane(value(context))) return new Invalid(name, SaneValues.DateExpected, SaneValues.DateCode);
            }
            foreach (var (name, _) in context.HttpContext.Request.Query)
            {
                if (known.Contains(name)) continue;
                return new Invalid(name, known.Count == 0
                    ? $"The query parameter '{name}' is not known here; this takes none."
                    : $"The query parameter '{name}' is not known here. Known: {string.Join(", ", known.Order())}.", "query.unknown");
            }
            return await next(context);
        };
    }

    /// <summary>Something an endpoint takes; what comes from elsewhere than the query is among them, and is not in its way.</summary>
    private sealed record Field(string Name, Type Type, Func<EndpointFilterInvocationContext, object?> Value);

    private static IEnumerable<Field> FieldsOf(ParameterInfo parameter, int at)
    {
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
        {
            return parameter.ParameterType.GetProperties().Select(property => new Field(
                property.GetCustomAttribute<FromQueryAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.PropertyType, context => property.GetValue(context.Arguments[at])));
        }
        var name = parameter.GetCustomAttributes().OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name ?? "";
        return [new Field(name, parameter.ParameterType, context => context.Arguments[at])];
    }

    private static Invalid? Misfit(IQueryCollection query, IEnumerable<Field> fields)
    {
        foreach (var field in fields)
        {
            var (type, text) = (Nullable.GetUnderlyingType(field.Type) ?? field.Type, query[field.Name].ToString());
            if (text.Length > 0 && type.IsValueType && type.GetInterface(typeof(IParsable<>).Name) is not null && !Fits(type, text)) return QueryComplaint.OfValue(field.Name, type, text);
        }
        return null;
    }

    private static bool Fits(Type type, string text) => (bool)Reader.MakeGenericMethod(type).Invoke(null, [text])!;

    private static readonly MethodInfo Reader = new Func<string, bool>(CanBeRead<int>).Method.GetGenericMethodDefinition();

    private static bool CanBeRead<T>(string text) where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);
}
