using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.Net.Http.Headers;

namespace CrmPlatform.Insights.Features;

/// <summary>
/// I13: CSV of everything shown. <c>Accept: text/csv</c> on any GET answers the same rows as a table: a list with all of its pages,
/// anything else by its longest list, or as one row. Lists of customers are an export, which is a right of its own and is written down.
/// </summary>
internal static class CsvAnswer
{
    public const string ContentType = "text/csv";
    private const int MostRows = 200_000;

    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var parameters = factory.MethodInfo.GetParameters();
        var (cursor, limit) = (Array.FindIndex(parameters, p => p.Name == "cursor"), Array.FindIndex(parameters, p => p.Name == "limit"));
        return async context =>
        {
            if (!HttpMethods.IsGet(context.HttpContext.Request.Method) || !Wanted(context.HttpContext.Request)) return await next(context);
            if (cursor < 0) return await OneAsync(context, next);
            if (!context.HttpContext.RequestServices.GetRequiredService<CallerAccessor>().May(Permissions.DataExport))
                return new Denied("export.forbidden", "Lists as CSV are an export, for which the right data.export is needed.");
            return await AllPagesAsync(context, next, cursor, limit);
        };
    }

    private static bool Wanted(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types) && types.FirstOrDefault() is { } first && first.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<object?> OneAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        return Value(result) is { } value && IsOk(result) ? Table(Rows(value), ItemOf(value)) : result;
    }

    private static async ValueTask<object?> AllPagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, int cursor, int limit)
    {
        var (rows, item) = (new List<object>(), (Type?)null);
        if (limit >= 0) context.Arguments[limit] = Paging.MaxLimit;
        while (true)
        {
            var result = await next(context);
            if (Value(result) is not { } page || !IsOk(result)) return result;
            item = ItemOf(page);
            rows.AddRange(((IEnumerable)page.GetType().GetProperty("Items")!.GetValue(page)!).Cast<object>());
            if (page.GetType().GetProperty("Next")!.GetValue(page) is not string more) break;
            // A table that was cut short would look like all there is.
            if (rows.Count >= MostRows) return new Refused("export.too-large", $"There are more than {MostRows:N0} rows; narrow the list.");
            context.Arguments[cursor] = more;
        }
        await WriteDownAsync(context.HttpContext, rows.Count);
        return Table(rows, item);
    }

    private static async Task WriteDownAsync(HttpContext http, int rows)
    {
        var (db, caller) = (http.RequestServices.GetRequiredService<ServiceDbAccessor>().Db, http.RequestServices.GetRequiredService<Caller>());
        db.Changes.Add(new Change
        {
            Entity = "export",
            EntityId = Guid.CreateVersion7(),
            Action = "created",
            At = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
            By = caller.Subject,
            ByName = caller.Name,
            Fields = JsonSerializer.Serialize(new[] { new FieldChange("path", null, http.Request.Path + http.Request.QueryString), new FieldChange("rows", null, $"{rows}") }, Json.Tolerant),
        });
        await db.SaveChangesAsync(http.RequestAborted);
    }

    private static object? Value(object? result)
    {
        while (result is INestedHttpResult nested) result = nested.Result;
        return (result as IValueHttpResult)?.Value;
    }

    private static bool IsOk(object? result)
    {
        while (result is INestedHttpResult nested) result = nested.Result;
        return result is IStatusCodeHttpResult { StatusCode: null or StatusCodes.Status200OK };
    }

    /// <summary>What a page holds; null of anything else.</summary>
    private static Type? ItemOf(object value) => value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Page<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>The longest list of records within; the thing itself where there is none.</summary>
    private static List<object> Rows(object value) => ItemOf(value) is not null
        ? [.. ((IEnumerable)value.GetType().GetProperty("Items")!.GetValue(value)!).Cast<object>()]
        : value is IEnumerable list and not string
        ? [.. list.Cast<object>()]
        : value.GetType().GetProperties().Where(p => p.GetValue(value) is IEnumerable and not string)
            .Select(p => ((IEnumerable)p.GetValue(value)!).Cast<object>().ToList()).Where(rows => rows.Count > 0 && !IsPlain(rows[0].GetType()))
            .MaxBy(rows => rows.Count) ?? [value];

    /// <summary>A page without items has its heading all the same.</summary>
    private static IResult Table(List<object> rows, Type? item)
    {
        var text = new StringBuilder("\uFEFF");
        if ((rows.Count > 0 ? rows[0].GetType() : item) is { } shape)
        {
            var columns = Columns(shape, "").ToList();
            text.AppendJoin(',', columns.Select(column => Quoted(column.Name))).Append("\r\n");
            foreach (var row in rows) text.AppendJoin(',', columns.Select(column => Quoted(Text(column.Read(row))))).Append("\r\n");
        }
        return Microsoft.AspNetCore.Http.Results.Text(text.ToString(), ContentType, Encoding.UTF8);
    }

    private static IEnumerable<(string Name, Func<object, object?> Read)> Columns(Type type, string prefix)
    {
        if (IsPlain(type)) return [("value", row => row)];
        return type.GetProperties().Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => Columns(p, prefix));
    }

    private static IEnumerable<(string Name, Func<object, object?> Read)> Columns(PropertyInfo property, string prefix)
    {
        var name = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (IsPlain(type) || typeof(IEnumerable).IsAssignableFrom(type)) return [(name, property.GetValue)];
        return Columns(type, $"{name}.").Select(inner => (inner.Name, (Func<object, object?>)(row => property.GetValue(row) is { } nested ? inner.Read(nested) : null)));
    }

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid)
        || type == typeof(DateOnly) || type == typeof(DateTimeOffset) || type == typeof(TimeOnly);

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => Harmless(text),
        bool flag => flag ? "true" : "false",
        Enum name => JsonSerializer.Serialize(name, name.GetType(), Json.Tolerant).Trim('"'),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join("; ", list.Cast<object>().Select(item => IsPlain(item.GetType()) ? Text(item) : JsonSerializer.Serialize(item, item.GetType(), Json.Tolerant))),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>What somebody wrote and begins like a formula would be one in a spreadsheet.</summary>
    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
