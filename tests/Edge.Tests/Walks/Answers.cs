using System.Net;
using CrmPlatform.Edge.Tests.Running;
using CrmPlatform.Edge.Tests.Schemas;

namespace CrmPlatform.Edge.Tests.Walks;

/// <summary>X2: clients are generated from the document; what is answered is what it says, field by field, so that a strict one takes it.</summary>
public sealed class Answers(House house)
{
    [Fact]
    public async Task What_is_read_is_what_the_document_says()
    {
        var taken = 0;
        await Walk.OverAsync(Read(), async operation =>
        {
            var answer = await house.Admin.GetAsync(PathOf(operation));
            if (answer.Status != HttpStatusCode.OK || Told(operation, answer) is not { } shape) return null;
            Interlocked.Increment(ref taken);
            return Complaint(operation, shape, answer);
        });
        Assert.True(taken > 150, $"only {taken}");
    }

    [Fact]
    public async Task What_answers_GET_answers_HEAD()
    {
        var taken = 0;
        await Walk.OverAsync(Read(), async operation =>
        {
            var (whole, head) = (await house.Admin.GetAsync(PathOf(operation)), await house.Admin.SendAsync(HttpMethod.Head, PathOf(operation), null));
            if (whole.Status == HttpStatusCode.OK) Interlocked.Increment(ref taken);
            return (head.Status, head.ETag, head.Text) == (whole.Status, whole.ETag, "") ? null : $"{operation}: {whole.Status} {whole.ETag} to GET, {head.Status} {head.ETag} '{head.Text}' to HEAD";
        });
        Assert.True(taken > 150, $"only {taken}");
    }

    [Fact]
    public void What_is_made_is_told_as_the_document_says()
    {
        var made = house.Operations.Where(operation => house.Furniture.Made.TryGetValue(operation.Name, out var answer) && answer.Status == HttpStatusCode.Created).ToList();
        Assert.True(made.Count > 38, $"only {made.Count}");
        var complaints = made.Select(operation => (Operation: operation, Answer: house.Furniture.Made[operation.Name]))
            .Select(it => Told(it.Operation, it.Answer) is { } shape ? Complaint(it.Operation, shape, it.Answer) : null).OfType<string>().ToList();
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private IEnumerable<Operation> Read() => house.Operations.Where(operation => operation.Method == HttpMethod.Get && !operation.IsStream && house.Furniture.IsThere(operation));

    private string PathOf(Operation operation) => $"{house.Furniture.PathOf(operation)}?{house.Furniture.RequiredQuery(operation).TrimStart('&')}";

    private Shape? Told(Operation operation, Answer answer) =>
        operation.Description["responses"]?[$"{(int)answer.Status}"]?["content"]?["application/json"]?["schema"] is { } schema ? Shape.Of(house.Document, schema) : null;

    private static string? Complaint(Operation operation, Shape shape, Answer answer) => shape.Misfit(answer.Json) is { } misfit ? $"{operation}: {misfit}" : null;
}
