using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>What holds for all endpoints, asked of each of them (X1, X2).</summary>
public sealed class EveryEndpoint(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private static readonly HashSet<string> Changing = ["PUT", "PATCH", "DELETE"];

    private IReadOnlyList<RouteEndpoint> Own =>
    [
        .. fixture.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal)
                && !endpoint.RoutePattern.RawText.Contains("dead-letters", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("/terms/", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Each_asks_for_a_right_but_the_calendar_feed_whose_link_is_the_proof()
    {
        Assert.True(Own.Count > 120, $"{Own.Count} endpoints");
        var open = Own.Where(endpoint => endpoint.Metadata.GetMetadata<RequiredPermission>() is null).ToList();
        Assert.Equal(["/api/v1/public/engagement/calendar/{secret}.ics"], open.Select(endpoint => endpoint.RoutePattern.RawText));
        Assert.NotNull(open[0].Metadata.GetMetadata<IAllowAnonymous>());
    }

    [Fact]
    public void Whoever_overwrites_says_which_version_was_seen() =>
        Assert.All(Own.Where(endpoint => Methods(endpoint).Any(Changing.Contains)), endpoint =>
            Assert.True(endpoint.Metadata.GetMetadata<RequiresIfMatch>() is not null, $"{endpoint.RoutePattern.RawText} does not ask for If-Match"));

    [Fact]
    public async Task All_are_in_the_document_under_names_of_their_own()
    {
        var names = Own.Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).ToList();
        Assert.DoesNotContain(null, names);
        Assert.Equal(names.Count, names.Distinct().Count());
        var document = (await fixture.Service.Client(null).GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json;
        var documented = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .Select(operation => (operation.Value as JsonObject)?["operationId"]?.GetValue<string>()).OfType<string>().ToHashSet();
        Assert.Empty(names.OfType<string>().Except(documented));
    }

    [Fact]
    public async Task The_document_says_what_is_meant_by_a_field()
    {
        var schemas = (await fixture.Service.Client(null).GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK)["components"]!["schemas"]!;
        Assert.Equal("A campaign; money in minor units of its currency.", (string?)schemas["CampaignRequest"]!["description"]);
        Assert.Equal("Token subject; you when left out.", (string?)schemas["CampaignRequest"]!["properties"]!["ownerId"]!["description"]);
        Assert.Equal("Null without a response; rounded half away from zero.", (string?)schemas["CampaignResultView"]!["properties"]!["costPerResponseMinor"]!["description"]);
        Assert.Equal("What the customer is called now; null where that is not known here.", (string?)schemas["VisitView"]!["properties"]!["customerName"]!["description"]);
    }

    [Theory]
    [InlineData("visits", "state", "planned", "in-progress", "done", "missed", "cancelled")]
    [InlineData("opportunities", "state", "open", "won", "lost")]
    [InlineData("tasks", "state", "open", "done", "cancelled")]
    public async Task The_document_lists_the_codes_that_a_filter_takes(string list, string filter, params string[] codes)
    {
        var document = (await fixture.Service.Client(null).GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK).Json;
        var parameter = document["paths"]![$"/api/v1/{list}"]!["get"]!["parameters"]!.AsArray().Single(told => (string?)told!["name"] == filter)!;
        Assert.Equal(codes, parameter["schema"]!["enum"]!.AsArray().Select(code => (string)code!));
    }

    [Theory]
    [InlineData("opportunities")]
    [InlineData("promises")]
    [InlineData("contracts")]
    [InlineData("quotes")]
    [InlineData("conversations")]
    [InlineData("routes")]
    [InlineData("outlets")]
    [InlineData("campaigns")]
    [InlineData("interventions")]
    [InlineData("activities/series")]
    [InlineData("research")]
    public async Task Lists_refuse_what_they_do_not_know_and_things_that_are_not_there_are_404(string path)
    {
        (await fixture.Admin.GetAsync($"/api/v1/{path}")).Expect(HttpStatusCode.OK);
        (await fixture.Admin.GetAsync($"/api/v1/{path}?limit=201")).Expect(HttpStatusCode.BadRequest);
        (await fixture.Admin.GetAsync($"/api/v1/{path}?nonsense=1")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("cursor.invalid", (await fixture.Admin.GetAsync($"/api/v1/{path}?cursor=AAAA")).Expect(HttpStatusCode.BadRequest).Code);
        (await fixture.Admin.GetAsync($"/api/v1/{path}/{Guid.CreateVersion7()}")).Expect(HttpStatusCode.NotFound);
        (await fixture.Service.Client(null).GetAsync($"/api/v1/{path}")).Expect(HttpStatusCode.Unauthorized);
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
}
