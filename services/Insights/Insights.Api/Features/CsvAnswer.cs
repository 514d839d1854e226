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

/// <summary>The list that is the table of a report (I13); a report without one is a row.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CsvTableAttribute : Attribute;

/// <summary>
/// I13: CSV of everything shown. <c>Accept: text/csv</c> on any GET answers the same rows as a table: a list with all of its pages,
/// anything else by the list that is its table, or as one row. Lists of customers are an export, which is a right of its own and is written down.
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
        return Value(result) is { } value && IsOk(result) ? Table(value) : result;
    }

    private static async ValueTask<object?> AllPagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, int cursor, int limit)
    {
        var (rows, shape) = (new List<object>(), typeof(object));
        if (limit >= 0) context.Arguments[limit] = Paging.MaxLimit;
        while (true)
        {
            var result = await next(context);
            if (Value(result) is not { } page || !IsOk(result)) return result;
            shape = page.GetType().GetGenericArguments()[0];
            rows.AddRange(Items(page));
            if (page.GetType().GetProperty("Next")!.GetValue(page) is not string more) break;
            // A table that was cut short would look like all there is.
            if (rows.Count >= MostRows) return new Refused("export.too-large", $"There are more than {MostRows:N0} rows; narrow the list.");
            context.Arguments[cursor] = more;
        }
        await WriteDownAsync(context.HttpContext, rows.Count);
        return Table(rows, shape);
    }

    private static async Task WriteDownAsync(HttpContext http, int rows)
    {
        var (db, caller) = (http.RequestServices.GetRequiredService<ServiceDbAccessor>().Db, http.RequestServices.GetRequiredService<Caller>());
        db.Note(Guid.Empty, "export", Guid.CreateVersion7(), ByHandHistory.Created,
            [new FieldChange("path", null, http.Request.Path + http.Request.QueryString), new FieldChange("rows", null, $"{rows}")], caller, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
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

    private static IResult Table(object value)
    {
        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>)) return Table(Items(value), type.GetGenericArguments()[0]);
        return type.GetProperties().SingleOrDefault(p => p.IsDefined(typeof(CsvTableAttribute))) is { } table
            ? Table(((IEnumerable)table.GetValue(value)!).Cast<object>(), table.PropertyType.GetGenericArguments()[0])
            : Table([value], type);
    }

    private static IEnumerable<object> Items(object page) => ((IEnumerable)page.GetType().GetProperty("Items")!.GetValue(page)!).Cast<object>();

    /// <summary>A table without rows has its heading all the same.</summary>
    private static IResult Table(IEnumerable<object> rows, Type shape)
    {
        var text = new StringBuilder("\uFEFF");
        var columns = Columns(shape, "").ToList();
        text.AppendJoin(',', columns.Select(column => Quoted(column.Name))).Append("\r\n");
        foreach (var row in rows) text.AppendJoin(',', columns.Select(column => Quoted(Text(column.Read(row))))).Append("\r\n");
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
