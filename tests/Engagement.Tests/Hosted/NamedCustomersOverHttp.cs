using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>Rows of lists name their customers, so that nobody asks for each; and no list shows more for it (X1).</summary>
public sealed class NamedCustomersOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Theory]
    [InlineData("visits")]
    [InlineData("calls")]
    [InlineData("activities")]
    [InlineData("opportunities")]
    [InlineData("tasks")]
    [InlineData("promises")]
    [InlineData("quotes")]
    [InlineData("contracts")]
    [InlineData("activities/series")]
    [InlineData("conversations")]
    public async Task A_row_names_its_customer_and_another_teams_rows_stay_unseen(string list)
    {
        var (north, south) = (await fixture.CustomerAsync(team: "north", name: "Orchid Books"), await fixture.CustomerAsync(team: "south", name: "Tide Tools"));
        Assert.Equal("Orchid Books", (string?)(await EnterAsync(list, north))["customerName"]);
        Assert.Equal("Tide Tools", (string?)(await EnterAsync(list, south, "south"))["customerName"]);
        var all = (await Admin.GetAsync($"/api/v1/{list}?limit=200")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(["Orchid Books", "Tide Tools"], all.Where(row => IsOf(row, north) || IsOf(row, south)).Select(row => (string?)row["customerName"]).Order());

        var sam = fixture.Service.As("sam", "sales", "north");
        var seen = (await sam.GetAsync($"/api/v1/{list}?limit=200")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal("Orchid Books", (string?)seen.Single(row => IsOf(row, north))["customerName"]);
        Assert.DoesNotContain(seen, row => IsOf(row, south));
    }

    [Fact]
    public async Task A_name_is_the_present_one_and_a_task_without_a_customer_names_none()
    {
        var customer = await fixture.CustomerAsync(name: "Old Name");
        var task = await EnterAsync("tasks", customer);
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, name: "New Name"));
        await Eventually.BecomesAsync(() => Admin.GetAsync(task.Location!), read => (string?)read["customerName"] == "New Name", "the new name");
        var own = (await Admin.PostAsync("/api/v1/tasks", new { title = "Tidy up", dueAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        Assert.Null((await Admin.GetAsync(own.Location!)).Expect(HttpStatusCode.OK)["customerName"]);
    }

    private static bool IsOf(JsonNode row, Guid customer) => (string?)row["customerId"] == customer.ToString();

    private async Task<Answer> EnterAsync(string list, Guid customerId, string team = "north")
    {
        var at = DateTimeOffset.UtcNow.AddDays(1);
        object body = list switch
        {
            "visits" => new { customerId, goal = "Show the samples", plannedAt = at },
            "calls" => new { customerId, direction = "outbound", purpose = "sales", reached = true, minutes = 5 },
            "activities" => new { customerId, kind = "meeting", direction = "outbound", purpose = "care", plannedAt = at, meeting = new { subject = "Talk" } },
            "opportunities" => new { customerId, title = "A deal", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7(), amountMinor = 5000 },
            "promises" => new { customerId, text = "A sample by Friday", dueAt = at },
            "quotes" => new { opportunityId = (await EnterAsync("opportunities", customerId)).Id, kind = "quote", lines = new[] { new { description = "Tea", quantity = 1, unitPriceMinor = 100 } } },
            "contracts" => new { opportunityId = (await EnterAsync("opportunities", customerId)).Id },
            "activities/series" => new { customerId, kind = "meeting", purpose = "care", rule = "FREQ=MONTHLY", start = "2027-01-05T10:00:00", minutes = 30, meeting = new { subject = "Monthly look" } },
            "conversations" => new { customerId, purpose = "sales" },
            _ => new { customerId, title = "Ring back", dueAt = at, team },
        };
        return (await Admin.PostAsync($"/api/v1/{list}", body)).Expect(HttpStatusCode.Created);
    }
}
