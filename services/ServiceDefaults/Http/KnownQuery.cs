using System.Reflection;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>X2: a query parameter nobody reads is an error, not a filter silently ignored.</summary>
internal static class KnownQuery
{
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var known = factory.MethodInfo.GetParameters().SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return async context =>
        {
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
