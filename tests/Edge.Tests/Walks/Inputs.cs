using System.Net;
using CrmPlatform.Edge.Tests.Running;
using CrmPlatform.Edge.Tests.Schemas;

namespace CrmPlatform.Edge.Tests.Walks;

/// <summary>
/// X2: inputs made from the schemas, right and wrong in one way each. Whatever comes, nobody answers 5xx, every refusal is a problem
/// document with a published code, and what a schema forbids is refused.
/// </summary>
public sealed class Inputs(House house)
{
    private readonly Furniture furniture = house.Furniture;

    [Fact]
    public async Task A_body_wrong_in_one_way_is_refused_with_a_published_code()
    {
        // Where several operations take the same body, what its schema forbids is tried at the first; what only that operation can mind, at each.
        var tried = new HashSet<string>();
        var places = house.Operations.Where(operation => operation.Body is not null)
            .SelectMany(operation =>
            {
                var shape = Shape.Of(house.Document, operation.Body!);
                return Mistake.In(shape, furniture.BodyFor(operation)!).Select(mistake => (Operation: operation, Mistake: mistake));
            })
            .Where(place => !place.Mistake.IsWrong || tried.Add($"{place.Operation.Body!.ToJsonString()} {place.Operation.Method == HttpMethod.Patch} {place.Mistake.What}"))
            .Where(place => place.Operation.NeedsBody || place.Mistake.What is not ("no body" or "null"))
            // A merge patch may leave out and clear whatever it likes.
            .Where(place => place.Operation.Method != HttpMethod.Patch || !(place.Mistake.What.EndsWith("left out", StringComparison.Ordinal) || place.Mistake.What.EndsWith("null", StringComparison.Ordinal)));
        var walked = await Walk.OverAsync(places, async place =>
        {
            var answer = await house.Admin.SendAsync(place.Operation.Method, furniture.PathOf(place.Operation), place.Mistake.Body, Headers(place.Operation));
            if (Fault(answer) is { } fault) return $"{place.Operation}, {place.Mistake.What}: {fault}";
            if (answer.Text.Contains("another kind", StringComparison.Ordinal)) return $"{place.Operation}, {place.Mistake.What}: does not say what is expected: {answer}";
            return place.Mistake.IsWrong && (int)answer.Status < 400 ? $"{place.Operation}, {place.Mistake.What}: taken ({(int)answer.Status})" : null;
        });
        Assert.True(walked > 5000, $"only {walked}");
    }

    [Fact]
    public async Task A_parameter_wrong_in_one_way_is_refused_with_a_published_code()
    {
        var places = house.Operations.Where(operation => !operation.IsStream)
            .SelectMany(operation => operation.Parameters.Where(parameter => parameter.In == "query").SelectMany(parameter => Wrong(parameter).Select(wrong => (operation, parameter, wrong))));
        var walked = await Walk.OverAsync(places, async place =>
        {
            var (operation, parameter, (value, isWrong)) = place;
            var required = operation.Parameters.Where(other => other.In == "query" && other.Required && other != parameter).Select(other => $"&{other.Name}={Operation.Plausible(other)}");
            var answer = await house.Admin.SendAsync(operation.Method, $"{furniture.PathOf(operation)}?{parameter.Name}={value}{string.Concat(required)}", null, Headers(operation));
            var what = $"{operation}?{parameter.Name}={(value.Length > 60 ? value[..60] : value)}";
            if (Fault(answer) is { } fault) return $"{what}: {fault}";
            if (answer is { Status: HttpStatusCode.BadRequest, Code: "bad-request" } && answer["detail"] is null) return $"{what}: does not say what is wrong: {answer}";
            return isWrong && (int)answer.Status < 400 ? $"{what}: taken ({(int)answer.Status})" : null;
        });
        Assert.True(walked > 1000, $"only {walked}");
    }

    [Fact]
    public async Task A_list_gives_two_hundred_rows_at_most()
    {
        var lists = house.Operations.Where(operation => operation.Parameters.Any(parameter => parameter is { In: "query", Name: "limit" })).ToList();
        Assert.True(lists.Count > 80, $"only {lists.Count}");
        await Walk.OverAsync(lists, async operation =>
        {
            var answer = await house.Admin.GetAsync($"{furniture.PathOf(operation)}?limit=201{furniture.RequiredQuery(operation)}");
            return answer.Status == HttpStatusCode.BadRequest && answer["errors"]?["limit"] is not null ? null : $"{operation}: {answer}";
        });
    }

    [Fact]
    public async Task Who_asks_with_a_parameter_that_there_is_not_is_told_those_of_the_document()
    {
        var walked = await Walk.OverAsync(house.Operations.Where(operation => operation.Method == HttpMethod.Get && !operation.IsOpen), async operation =>
        {
            var answer = await house.Admin.GetAsync($"{furniture.PathOf(operation)}?nobody-knows-this=1{furniture.RequiredQuery(operation)}");
            if (answer is not { Status: HttpStatusCode.BadRequest, Code: "query.unknown" }) return $"{operation}: {answer}";
            var said = ((string)answer["detail"]!).Split("Known: ") is [_, var list] ? list.TrimEnd('.').Split(", ") : [];
            var shown = operation.Parameters.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name);
            return said.Order(StringComparer.Ordinal).SequenceEqual(shown.Order(StringComparer.Ordinal)) ? null : $"{operation}: says [{string.Join(", ", said)}], shows [{string.Join(", ", shown)}]";
        });
        Assert.True(walked > 200, $"only {walked}");
    }

    // X9: a route is made when it is first asked. One that cannot be made would be noticed by whoever asks it first; here all of them are asked, and none does anything.
    [Fact]
    public async Task Every_route_that_changes_something_can_be_made_and_minds_a_parameter_that_there_is_not()
    {
        var walked = await Walk.OverAsync(house.Operations.Where(operation => operation.Method != HttpMethod.Get && !operation.IsOpen), async operation =>
        {
            var answer = await house.Admin.SendAsync(operation.Method, $"{furniture.PathOf(operation)}?nobody-knows-this=1{furniture.RequiredQuery(operation)}", null, Headers(operation));
            return Fault(answer) ?? ((int)answer.Status is >= 400 and < 500 ? null : $"{operation}: {answer}");
        });
        Assert.True(walked > 250, $"only {walked}");
    }

    [Fact]
    public async Task A_parameter_that_is_needed_is_named_when_it_is_left_out()
    {
        var places = house.Operations.Where(operation => operation.Method == HttpMethod.Get && operation.Parameters.Any(parameter => parameter is { In: "query", Required: true }));
        var walked = await Walk.OverAsync(places, async operation =>
        {
            var answer = await house.Admin.GetAsync(furniture.PathOf(operation));
            var needed = operation.Parameters.First(parameter => parameter is { In: "query", Required: true }).Name;
            return answer is { Status: HttpStatusCode.BadRequest, Code: "validation" } && answer["errors"]?[needed] is not null ? null : $"{operation}: {answer}";
        });
        Assert.True(walked > 3, $"only {walked}");
    }

    private static (string, string)[] Headers(Operation operation) => operation.WantsIfMatch ? [("If-Match", "*")] : [];

    // 5xx, or a refusal that is no problem document.
    private string? Fault(Answer answer)
    {
        if ((int)answer.Status >= 500) return $"{answer}\n{house.ErrorBehind(answer)}";
        if ((int)answer.Status < 400) return null;
        if (answer.ContentType != "application/problem+json") return $"no problem document: {answer.ContentType} {answer}";
        if (answer.Code is not { } code || !house.Codes.Contains(code)) return $"code not published: {answer}";
        return (int?)answer["status"] == (int)answer.Status && answer["title"] is not null && answer["traceId"] is not null && (string?)answer["type"] == $"urn:crm:problem:{code}" ? null : $"incomplete: {answer}";
    }

    private static IEnumerable<(string Value, bool IsWrong)> Wrong(Parameter parameter)
    {
        var type = parameter.Schema["type"]?.ToJsonString() ?? "";
        yield return ("%F0%9F%8F%AD%E7%8E%8B%27%3B--", !type.Contains("string", StringComparison.Ordinal) && !type.Contains("array", StringComparison.Ordinal));
        yield return (new string('9', 3000), !type.Contains("string", StringComparison.Ordinal) && !type.Contains("array", StringComparison.Ordinal));
        switch ((string?)parameter.Schema["format"])
        {
            case "uuid": yield return ("not-an-id", true); break;
            case "date": yield return ("2026-02-30", true); yield return ("9999-12-31", false); yield return ("0001-01-01", false); break;
            case "date-time": yield return ("2026-02-30T25:00:00Z", true); yield return ("9999-12-31T23:59:59Z", false); yield return ("0001-01-01T00:00:00%2B14:00", false); break;
        }
        if (parameter.Schema["minimum"] is not null) yield return ("-1", true);
        if (parameter.Schema["maximum"] is { } most && (double)most < 1e9) yield return ($"{(double)most + 1}", true);
        if (type.Contains("integer", StringComparison.Ordinal)) yield return ("1.5", true);
        if (parameter.Schema["maxLength"] is { } longest) yield return (new string('x', (int)longest + 1), true);
        if (parameter.Name == "cursor") yield return ("AAAA", true);
        if (parameter.Name is not "cursor") yield return ("%00", false);
    }
}
