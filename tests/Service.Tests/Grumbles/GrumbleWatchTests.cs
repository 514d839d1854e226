using CrmPlatform.Service.Domain.Grumbles;
using CsCheck;

namespace CrmPlatform.Service.Tests.Grumbles;

public sealed class GrumbleWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 1", "")]
    [InlineData("0 45 90", "0 45 90")]
    [InlineData("0 45 91", "")]
    [InlineData("0 45 91 100", "45 91 100")]
    [InlineData("0 0 0", "0 0 0")]
    [InlineData("0 100 200 300", "")]
    [InlineData("120 0 60 61", "0 60 61")]
    public void Three_grumbles_within_ninety_days_make_a_complaint(string days, string cited) =>
        Assert.Equal(cited, string.Join(' ', GrumbleWatch.ToComplainOf(On(days), GrumblePolicy.Default).Select(g => (g.At - Start).TotalDays)));

    [Fact]
    public void A_grumble_is_cited_only_once()
    {
        var grumbles = On("0 1 2 3 4").Select((g, i) => i < 3 ? g with { CitedBy = Guid.NewGuid() } : g).ToList();
        Assert.Empty(GrumbleWatch.ToComplainOf(grumbles, GrumblePolicy.Default));
        Assert.Equal(3, GrumbleWatch.ToComplainOf([.. grumbles, new Grumble(Guid.NewGuid(), Start.AddDays(5))], GrumblePolicy.Default).Length);
    }

    [Fact]
    public void Whatever_the_order_of_arrival_no_window_keeps_three_that_nobody_cites() =>
        Gen.Int[0, 400].Array[0, 20].Sample(days =>
        {
            var stored = new List<Grumble>();
            foreach (var day in days)
            {
                stored.Add(new Grumble(Guid.NewGuid(), Start.AddDays(day)));
                var cited = GrumbleWatch.ToComplainOf(stored, GrumblePolicy.Default);
                if (cited.IsEmpty)
                    continue;

                Assert.True(cited.Length >= 3);
                Assert.Contains(cited, grumble => grumble.At == Start.AddDays(day));
                Assert.True(cited[^1].At - cited[0].At <= TimeSpan.FromDays(90));
                var complaint = Guid.NewGuid();
                stored = stored.ConvertAll(g => cited.Contains(g) ? g with { CitedBy = complaint } : g);
            }

            var left = stored.Where(g => g.CitedBy is null).Select(g => g.At).Order().ToList();
            Assert.DoesNotContain(left.Skip(2).Select((third, i) => third - left[i]), span => span <= TimeSpan.FromDays(90));
        });

    [Fact]
    public void The_same_grumble_delivered_twice_counts_once()
    {
        var grumbles = On("0 1");
        Assert.Empty(GrumbleWatch.ToComplainOf([.. grumbles, .. grumbles], GrumblePolicy.Default));
    }

    [Fact]
    public void The_count_shown_slides_with_time()
    {
        var grumbles = On("0 50");
        Assert.Equal(1, GrumbleWatch.CountAt(grumbles, Start.AddDays(1), GrumblePolicy.Default));
        Assert.Equal(2, GrumbleWatch.CountAt(grumbles, Start.AddDays(90), GrumblePolicy.Default));
        Assert.Equal(1, GrumbleWatch.CountAt(grumbles, Start.AddDays(91), GrumblePolicy.Default));
    }

    private static List<Grumble> On(string days) =>
        [.. days.Split(' ').Select(day => new Grumble(Guid.NewGuid(), Start.AddDays(int.Parse(day, System.Globalization.CultureInfo.InvariantCulture))))];
}
