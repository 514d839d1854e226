using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Complaints;

namespace CrmPlatform.Insights.Tests.Complaints;

/// <summary>I8: Pareto of causes, first response, resolution, breach, recurrence.</summary>
public sealed class ComplaintTests
{
    private static ComplaintCase[] Cases(params (string Cause, int Count)[] causes)
    {
        var id = 0L;
        return [.. causes.SelectMany(c => Enumerable.Range(0, c.Count).Select(_ => new ComplaintCase(++id, c.Cause, null, null, false, false)))];
    }

    [Fact]
    public void Causes_stand_by_their_number_with_shares_and_the_vital_few()
    {
        var rows = ComplaintAnalysis.Pareto(Cases(("late", 50), ("broken", 30), ("rude", 10), ("price", 5), ("other", 5)));

        Assert.Equal(["late", "broken", "rude", "other", "price"], rows.Select(r => r.Cause));
        Assert.Equal([0.5, 0.8, 0.9, 0.95, 1], rows.Select(r => r.CumulativeShare));
        Assert.Equal([true, true, false, false, false], rows.Select(r => r.VitalFew));
        Assert.Equal(100, rows.Sum(r => r.CaseIds.Count));
        Assert.Equal(Enumerable.Range(51, 30).Select(i => (long)i), rows[1].CaseIds);
    }

    [Fact]
    public void The_cause_that_passes_four_fifths_is_one_of_the_vital_few() =>
        Assert.Equal([true, true, false], ComplaintAnalysis.Pareto(Cases(("a", 7), ("b", 2), ("c", 1))).Select(r => r.VitalFew));

    [Fact]
    public void Not_to_know_the_cause_is_no_cause_however_often()
    {
        var rows = ComplaintAnalysis.Pareto(Cases(("", 90), ("late", 6), ("rude", 2), ("price", 2)));

        Assert.Equal([("late", 6, true), ("price", 2, true), ("rude", 2, false), ("", 90, false)], rows.Select(r => (r.Cause, r.Cases, r.VitalFew)));
        Assert.Equal([0.6, 0.2, 0.2, 0], rows.Select(r => r.Share));
        Assert.Equal([0.6, 0.8, 1, 1], rows.Select(r => r.CumulativeShare));
        Assert.Equal(90, rows[^1].CaseIds.Count);
        var nothing = Assert.Single(ComplaintAnalysis.Pareto(Cases(("", 3))));
        Assert.Equal((0.0, 0.0, false), (nothing.Share, nothing.CumulativeShare, nothing.VitalFew));
    }

    [Fact]
    public void No_case_has_no_cause_and_a_share_out_of_range_is_refused()
    {
        Assert.Empty(ComplaintAnalysis.Pareto([]));
        Assert.Throws<InsightRefusedException>(() => ComplaintAnalysis.Pareto([], 0));
    }

    [Fact]
    public void Durations_are_of_the_cases_that_have_them_and_shares_carry_intervals()
    {
        var figures = ComplaintAnalysis.Figures(
        [
            new(1, "a", 10, 100, false, false), new(2, "a", 20, 300, true, false), new(3, "b", 30, null, true, true), new(4, "b", null, null, false, false),
        ]);

        Assert.Equal(new Duration(3, 20, 28), figures.FirstResponse);
        Assert.Equal(new Duration(2, 200, 280), figures.Resolution);
        Assert.Equal(0.5, figures.Breach.Value);
        Assert.Equal(0.25, figures.Recurrence.Value);
        Assert.True(figures.Recurrence.Low > 0 && figures.Recurrence.High < 1);
    }
}
