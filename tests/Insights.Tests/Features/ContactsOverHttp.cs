using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>E6, I5: a contact is a person dealing with the customer.</summary>
public sealed class ContactsOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly DateOnly Today = new OrganisationCalendar("Asia/Shanghai", TimeProvider.System).Today;

    private static readonly string Range = $"from={Today.AddDays(-7):yyyy-MM-dd}&to={Today:yyyy-MM-dd}";

    [Fact]
    public async Task Neither_what_a_machine_did_nor_an_event_that_nobody_came_to_is_a_contact_and_what_is_told_without_a_word_of_it_is_one()
    {
        var (served, known) = (Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(Happenings.Customer(served), Happenings.Customer(known));
        insights.Engagement.Add(
            new ActivityRecorded(Guid.NewGuid(), served, "sam", "north", "meeting", "outbound", "care", At(9), 60, null, Contact: true),
            new CallLogged(Guid.NewGuid(), served, "sam", "north", "outbound", "care", true, At(5), 1, null, Contact: false),
            Happenings.Visit(Guid.NewGuid(), served, "done", At(4)) with { Contact = false },
            new ActivityRecorded(Guid.NewGuid(), served, "sam", "north", "web", "inbound", "information", At(3), null, null, Contact: false),
            new ActivityRecorded(Guid.NewGuid(), served, "sam", "north", "event", "outbound", "care", At(2), 60, null, Contact: false),
            // A person called, and nobody answered.
            new CallLogged(Guid.NewGuid(), served, "sam", "north", "outbound", "care", false, At(1), 1, null));
        await insights.CaughtUpAsync();
        Assert.Equal(Today.AddDays(-9), await LastContactAsync(served));

        // As it was told before anybody said whether it was a contact.
        insights.Engagement.Add(new CallLogged(Guid.NewGuid(), known, "sam", "north", "outbound", "care", true, At(8), 1, null));
        await insights.CaughtUpAsync();
        Assert.Equal(Today.AddDays(-8), await LastContactAsync(known));
        insights.Engagement.Add(Happenings.Visit(Guid.NewGuid(), known, "done", At(7)));
        await insights.CaughtUpAsync();
        Assert.Equal(Today.AddDays(-7), await LastContactAsync(known));
        insights.Engagement.Add(new ActivityRecorded(Guid.NewGuid(), known, "sam", "north", "meeting", "outbound", "care", At(6), 60, null));
        await insights.CaughtUpAsync();
        Assert.Equal(Today.AddDays(-6), await LastContactAsync(known));

        await insights.RebuildAsync();
        Assert.Equal((Today.AddDays(-9), Today.AddDays(-6)), (await LastContactAsync(served), await LastContactAsync(known)));
    }

    // I3: whether somebody answered is one thing, whether a person spoke with them another.
    [Fact]
    public async Task A_call_that_a_machine_made_and_somebody_answered_is_a_call_reached_and_no_contact()
    {
        var called = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(called));
        insights.Engagement.Add(
            new CallLogged(Guid.NewGuid(), called, "max", "west", "outbound", "care", true, At(2), 1, null),
            new CallLogged(Guid.NewGuid(), called, "max", "west", "outbound", "care", true, At(1), 1, null, Contact: false),
            new CallLogged(Guid.NewGuid(), called, "max", "west", "outbound", "care", false, At(1), 1, null, Contact: false),
            new CallLogged(Guid.NewGuid(), called, "max", "west", "outbound", "care", false, At(1), 1, null));
        await insights.CaughtUpAsync();
        await CountedAsync();
        await insights.RebuildAsync();
        await CountedAsync();

        async Task CountedAsync()
        {
            Assert.Equal(Today.AddDays(-2), await LastContactAsync(called));
            foreach (var (measure, count) in new[] { ("calls", 4), ("calls-reached", 2) })
            {
                Assert.Equal(count, (int)(await insights.ShowAsync($"dashboard/history?measure={measure}&{Range}&person=max"))["count"]!);
                Assert.Equal(count, (await insights.AllAsync($"dashboard/behind?measure={measure}&{Range}&person=max")).Count);
            }
        }
    }

    private async Task<DateOnly> LastContactAsync(Guid customer) =>
        DateOnly.Parse((string)(await insights.ShowAsync($"customers/{customer}"))["contacts"]!["lastContactOn"]!, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset At(int daysAgo) => new(Today.AddDays(-daysAgo), new TimeOnly(12, 0), TimeSpan.FromHours(8));
}
