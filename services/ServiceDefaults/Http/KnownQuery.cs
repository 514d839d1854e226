using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>X2: a query parameter nobody reads is an error, not a filter silently ignored; so is a day no calendar can count on from, an instant without offset, or a range that runs backwards.</summary>
internal static class KnownQuery
{
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var fields = factory.MethodInfo.GetParameters().SelectMany(FieldsOf).ToArray();
        var readable = fields.Where(field => field.FromQuery).Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var dates = fields.Where(field => SaneValues.IsDate(field.Type)).ToArray();
        var ranges = AskedRange.In([.. dates.Where(field => field.FromQuery)]);
        return async context =>
        {
            // Binding that was written at compile time says that something does not fit by the status alone.
            if (context.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest && Misfit(context.HttpContext.Request.Query, fields) is { } misfit) return misfit;
            foreach (var (name, _, _, value) in dates)
            {
                if (value(context) is DateTimeOffset && context.HttpContext.Request.Query[name] is [{ } text] && !InstantText.IsWhole(text)) return QueryComplaint.OfInstant(name, text);
                if (!SaneValues.IsSane(value(context))) return new Invalid(name, SaneValues.DateExpected, SaneValues.DateCode);
            }
            foreach (var range in ranges)
            {
                if (range.Complaint(context) is { } reversed) return reversed;
            }
            foreach (var (name, _) in context.HttpContext.Request.Query)
            {
                // What stands in the path is not taken from the query.
                if (readable.Contains(name) && !context.HttpContext.Request.RouteValues.ContainsKey(name)) continue;
                var known = readable.Where(one => !context.HttpContext.Request.RouteValues.ContainsKey(one)).Order().ToList();
                return new Invalid(name, known.Count == 0
                    ? $"The query parameter '{name}' is not known here; this takes none."
                    : $"The query parameter '{name}' is not known here. Known: {string.Join(", ", known)}.", "query.unknown");
            }
            return await next(context);
        };
    }

    private static IEnumerable<QueryField> FieldsOf(ParameterInfo parameter, int at)
    {
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
        {
            return parameter.ParameterType.GetProperties().Select(property => new QueryField(
                property.GetCustomAttribute<FromQueryAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                property.PropertyType, IsText(property.PropertyType), context => property.GetValue(context.Arguments[at])));
        }
        var told = parameter.GetCustomAttributes().ToList();
        var name = told.OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name ?? "";
        var elsewhere = told.Any(attribute => attribute is IFromHeaderMetadata or IFromRouteMetadata or IFromBodyMetadata or IFromFormMetadata or IFromServiceMetadata);
        return [new QueryField(name, parameter.ParameterType, !elsewhere && IsText(parameter.ParameterType), context => context.Arguments[at])];
    }

    /// <summary>Minimal APIs read from the query what can be read from a text, or a list of such; a service, a body and the request itself cannot.</summary>
    private static bool IsText(Type type)
    {
        type = type.IsArray ? type.GetElementType()! : type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(StringValues) || type.IsEnum || type.GetMember(nameof(int.TryParse), BindingFlags.Public | BindingFlags.Static).Length > 0;
    }

    private static Invalid? Misfit(IQueryCollection query, IEnumerable<QueryField> fields)
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

/// <summary>Something an endpoint takes, from the query or from elsewhere.</summary>
internal sealed record QueryField(string Name, Type Type, bool FromQuery, Func<EndpointFilterInvocationContext, object?> Value);
