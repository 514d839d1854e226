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
        var known = factory.MethodInfo.GetParameters().SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var dates = factory.MethodInfo.GetParameters().SelectMany((parameter, at) => Dates(parameter, at)).ToArray();
        return async context =>
        {
            foreach (var (name, value) in dates)
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

    private static IEnumerable<(string Name, Func<EndpointFilterInvocationContext, object?> Value)> Dates(ParameterInfo parameter, int at)
    {
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
        {
            return parameter.ParameterType.GetProperties().Where(property => SaneValues.IsDate(property.PropertyType))
                .Select(property => (JsonNamingPolicy.CamelCase.ConvertName(property.Name), (Func<EndpointFilterInvocationContext, object?>)(context => property.GetValue(context.Arguments[at]))));
        }
        return SaneValues.IsDate(parameter.ParameterType) ? [(parameter.Name ?? "", context => context.Arguments[at])] : [];
    }

    private static IEnumerable<string> Names(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
        {
            return parameter.ParameterType.GetProperties()
                .Select(property => property.GetCustomAttribute<FromQueryAttribute>()?.Name ?? property.Name);
        }
        return [parameter.GetCustomAttributes().OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? parameter.Name ?? ""];
    }
}
