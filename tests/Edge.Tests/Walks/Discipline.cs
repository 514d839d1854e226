using System.Net;
using CrmPlatform.Edge.Tests.Running;

namespace CrmPlatform.Edge.Tests.Walks;

/// <summary>X2 at everything that writes: the same request under one key has its effect once, and nobody overwrites what was not seen.</summary>
public sealed class Discipline(House house)
{
    private readonly Furniture furniture = house.Furniture;

    /// <summary>What changes without <c>If-Match</c>, and why that is right.</summary>
    private static readonly string[] WithoutIfMatch =
    [
        // An event that could not be taken has no versions: it is there or it is not.
        .. new[] { "customers", "engagement", "service", "insights", "identity", "notifications" }.Select(service => $"DELETE /api/v1/dead-letters/{service}/{{id}}"),
        // Membership is such a fact too; taking somebody out twice is taking out once.
        "DELETE /api/v1/segments/{id}/members/{customerId}",
        // So is a booked cost: it is never changed, only taken out.
        "DELETE /api/v1/customers/{id}/relationship/costs/{costId}",
    ];

    [Fact]
    public async Task A_post_repeated_with_its_key_has_its_effect_once()
    {
        var posts = house.Operations.Where(operation => operation.Method == HttpMethod.Post && furniture.Made.TryGetValue(operation.Name, out var made) && made.Status == HttpStatusCode.Created).ToList();
        var replayed = 0;
        await Walk.OverAsync(posts, async operation =>
        {
            var key = ("Idempotency-Key", Guid.NewGuid().ToString());
            var (path, body) = (furniture.PathOf(operation), furniture.NewBodyFor(operation));
            var first = await house.Admin.PostAsync(path, body, [key, .. IfMatch(operation)]);
            if ((int)first.Status >= 300) return Unrepeatable(operation, first);
            var again = await house.Admin.PostAsync(path, body, [key, .. IfMatch(operation)]);
            if (again.Status != first.Status || again.Text != first.Text || again.Location != first.Location || again.ETag != first.ETag || !again.Headers.ContainsKey("Idempotency-Replayed")) return $"{operation}: replay {again} of {first}";
            Interlocked.Increment(ref replayed);
            var other = await house.Admin.PostAsync(path, "{\"another\":\"body\"}", [key, .. IfMatch(operation)]);
            // A body that cannot even be read is refused as that.
            return other is { Status: HttpStatusCode.UnprocessableEntity, Code: "idempotency.other-body" } or { Status: HttpStatusCode.BadRequest } ? null : $"{operation}: other body {other}";
        });
        Assert.True(replayed > 30, $"only {replayed}");
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_422()
    {
        var posts = house.Operations.Where(operation => operation.Method == HttpMethod.Post && furniture.Made.TryGetValue(operation.Name, out var made) && made.Status == HttpStatusCode.Created).ToList();
        await Walk.OverAsync(posts, async operation =>
        {
            var key = ("Idempotency-Key", Guid.NewGuid().ToString());
            var first = await house.Admin.PostAsync(furniture.PathOf(operation), furniture.NewBodyFor(operation), [key, .. IfMatch(operation)]);
            if ((int)first.Status >= 300) return Unrepeatable(operation, first);
            // The same words, written otherwise: it is the bytes that count.
            var other = await house.Admin.PostAsync(furniture.PathOf(operation), $" {furniture.NewBodyFor(operation)!.ToJsonString()} ", [key, .. IfMatch(operation)]);
            return other is { Status: HttpStatusCode.UnprocessableEntity, Code: "idempotency.other-body" } ? null : $"{operation}: other {other}";
        });
    }

    [Fact]
    public async Task Twins_under_one_key_have_one_effect_between_them()
    {
        var posts = house.Operations.Where(operation => operation.Method == HttpMethod.Post && furniture.Made.TryGetValue(operation.Name, out var made) && made.Status == HttpStatusCode.Created).ToList();
        await Walk.OverAsync(posts, async operation =>
        {
            var key = ("Idempotency-Key", Guid.NewGuid().ToString());
            var (path, body) = (furniture.PathOf(operation), furniture.NewBodyFor(operation));
            var twins = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => house.Admin.PostAsync(path, body, [key, .. IfMatch(operation)])));
            var taken = twins.Where(twin => (int)twin.Status < 300).ToList();
            if (taken.Count == 0 && twins.FirstOrDefault(twin => twin.Code != "idempotency.in-flight") is { } refused) return Unrepeatable(operation, refused);
            if (taken.Count == 0 || taken.Any(twin => twin.Text != taken[0].Text)) return $"{operation}: first {twins[0]} and {twins[^1]}";
            return twins.All(twin => (int)twin.Status < 300 || twin is { Status: HttpStatusCode.Conflict, Code: "idempotency.in-flight" }) ? null : $"{operation}: other {twins.First(twin => (int)twin.Status >= 300)}";
        });
    }

    [Fact]
    public async Task Every_post_looks_at_its_key()
    {
        var posts = house.Operations.Where(operation => operation.Method == HttpMethod.Post && !operation.IsUpload).ToList();
        Assert.True(posts.Count > 150, $"only {posts.Count}");
        await Walk.OverAsync(posts, async operation =>
        {
            var answer = await house.Admin.PostAsync(furniture.PathOf(operation), furniture.NewBodyFor(operation), [("Idempotency-Key", new string('k', 256)), .. IfMatch(operation)]);
            return answer is { Status: HttpStatusCode.BadRequest, Code: "idempotency.key-invalid" } ? null : $"{operation}: other {answer}";
        });
    }

    [Fact]
    public async Task Who_has_not_seen_it_does_not_change_it()
    {
        var changes = house.Operations.Where(operation => operation.WantsIfMatch && !operation.IsUpload).ToList();
        Assert.True(changes.Count > 120, $"only {changes.Count}");
        await Walk.OverAsync(changes, async operation =>
        {
            // A key changes nothing of that: the answer to who forgot is not kept under it.
            foreach (var headers in new (string, string)[][] { [], [("Idempotency-Key", Guid.NewGuid().ToString())] })
            {
                var answer = await house.Admin.SendAsync(operation.Method, furniture.PathOf(operation), furniture.BodyFor(operation), headers);
                if (answer is not { Status: HttpStatusCode.PreconditionRequired, Code: "if-match.required" }) return $"{operation}: other {answer}";
            }
            return null;
        });
    }

    [Fact]
    public async Task Who_has_seen_an_older_one_does_not_change_it()
    {
        var changes = house.Operations.Where(operation => operation.WantsIfMatch && !operation.IsUpload && furniture.IsThere(operation)).ToList();
        var stale = 0;
        await Walk.OverAsync(changes, async operation =>
        {
            var answer = await house.Admin.SendAsync(operation.Method, furniture.PathOf(operation), furniture.BodyFor(operation), ("If-Match", "\"999999\""));
            if (answer is { Status: HttpStatusCode.PreconditionFailed, Code: "stale" }) Interlocked.Increment(ref stale);
            // What the body itself says may be refused first; that it is taken may not be.
            return (int)answer.Status is 412 or 400 or 404 ? null : $"{operation}: other {answer}";
        });
        Assert.True(stale > 60, $"only {stale} of {changes.Count}");
    }

    [Fact]
    public void Whatever_replaces_changes_or_removes_wants_to_know_what_was_seen() =>
        Assert.Equal(WithoutIfMatch.Order(StringComparer.Ordinal), house.Operations
            .Where(operation => operation.Method != HttpMethod.Get && operation.Method != HttpMethod.Post && !operation.WantsIfMatch).Select(operation => operation.Name).Order(StringComparer.Ordinal));

    // There can be one only (a rate for a day, a step of a complaint), and it is there; or another walk changed the thing at that moment.
    private static string? Unrepeatable(Operation operation, Answer answer) =>
        answer.Status == HttpStatusCode.PreconditionFailed || (answer.Status == HttpStatusCode.Conflict && answer.Code != "idempotency.in-flight") ? null : $"{operation}: first {answer}";

    private static (string, string)[] IfMatch(Operation operation) => operation.WantsIfMatch ? [("If-Match", "*")] : [];
}
