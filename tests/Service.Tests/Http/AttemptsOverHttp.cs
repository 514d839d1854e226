using System.Net;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>A service with the settings it comes with, whose time the test moves.</summary>
public sealed class PatientFixture : ServiceFixture
{
    protected override bool OwnTime => true;

    protected override bool InHaste => false;
}

/// <summary>S4, S5: a customer who cannot be reached was looked for in earnest, and was not answered.</summary>
public sealed class AttemptsOverHttp(PatientFixture fixture) : IClassFixture<PatientFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Three_attempts_in_a_minute_are_one_and_a_closing_without_an_answer_is_no_first_response()
    {
        var complaint = (await Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category = "quality", summary = "Broken" })).Expect(HttpStatusCode.Created);
        var first = fixture.Time!.GetUtcNow();
        for (var i = 0; i < 3; i++)
        {
            var tried = (await AttemptAsync())["attempts"]!;
            Assert.Equal((1, 3, first.AddHours(4)), ((int)tried["counting"]!, (int)tried["needed"]!, (DateTimeOffset)tried["nextCountsFrom"]!));
        }
        var refused = (await Admin.ActAsync($"{complaint.Location}/close", new { }, "*")).Expect(HttpStatusCode.Conflict);
        Assert.Equal(("complaint.close-needs-answer", 1, first.AddHours(4)), (refused.Code, (int)refused["attempts"]!, (DateTimeOffset)refused["nextAttemptCountsFrom"]!));

        foreach (var counting in new[] { 2, 3 })
        {
            fixture.Advance(TimeSpan.FromHours(4));
            Assert.Equal(counting, (int)(await AttemptAsync())["attempts"]!["counting"]!);
        }
        // Its clock, too, was moved on and may be written down at this moment.
        var closed = (await Eventually.BecomesAsync(() => Admin.ActAsync($"{complaint.Location}/close", new { }, "*"), answer => answer.Status != HttpStatusCode.PreconditionFailed, "the closing to come through")).Expect(HttpStatusCode.OK);
        Assert.Equal(("customer-not-reached", 0, null), ((string?)closed["closedBecause"], (int)closed["stepsDone"]!, (string?)closed["firstResponseAt"]));
        Assert.Null((await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == complaint.Id).MaxBy(e => e.Version)!.FirstResponseAt);

        // Only the resolution still runs when it comes back; the first word to the customer is told as what it is.
        var reopened = (await Eventually.BecomesAsync(() => Admin.ActAsync($"{complaint.Location}/reopen", new { reason = "They called" }, "*"), answer => answer.Status != HttpStatusCode.PreconditionFailed, "the reopening to come through")).Expect(HttpStatusCode.OK);
        Assert.Equal((DateTimeOffset)reopened["resolutionDueAt"]!, (DateTimeOffset)reopened["dueAt"]!);
        var answered = fixture.Time!.GetUtcNow();
        (await Admin.PostAsync($"{complaint.Location}/steps", new { step = 1, restatement = "It broke." })).Expect(HttpStatusCode.Created);
        Assert.Equal(answered, (DateTimeOffset)(await Admin.GetAsync(complaint.Location!))["firstResponseAt"]!);

        async Task<Answer> AttemptAsync() => (await Admin.PostAsync($"{complaint.Location}/attempts", new { channel = "phone", note = "Nobody answers." })).Expect(HttpStatusCode.OK);
    }
}
