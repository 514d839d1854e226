using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>A service that takes five forms a minute from one address.</summary>
public sealed class NarrowDoorFixture : ServiceFixture
{
    protected override bool OwnTime => true;

    protected override string[] Settings => ["--Complaints:FormsPerMinute=5"];
}

/// <summary>S1: who comes without login comes in, but not without end.</summary>
public sealed class PublicDoorOverHttp(NarrowDoorFixture fixture) : IClassFixture<NarrowDoorFixture>
{
    [Fact]
    public async Task Too_many_forms_in_a_minute_are_turned_away_by_address_and_let_in_again_in_the_next()
    {
        var anybody = fixture.Service.Client(null);
        Task<Answer> SendAsync(string address) => anybody.PostAsync("/api/v1/public/service/complaints", new { summary = "Broken" }, ("X-Forwarded-For", $"203.0.113.99, {address}"));
        for (var i = 0; i < 5; i++) (await SendAsync("198.51.100.7")).Expect(HttpStatusCode.Created);
        var turnedAway = (await SendAsync("198.51.100.7")).Expect(HttpStatusCode.TooManyRequests);
        Assert.Equal(("too-many", "60"), (turnedAway.Code, turnedAway.Headers["Retry-After"]));
        (await SendAsync("198.51.100.8")).Expect(HttpStatusCode.Created);
        fixture.Advance(TimeSpan.FromMinutes(1));
        (await SendAsync("198.51.100.7")).Expect(HttpStatusCode.Created);
    }
}
