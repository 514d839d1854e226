using CrmPlatform.Insights.Domain.Kpi;

namespace CrmPlatform.Insights.Tests.Kpi;

/// <summary>I12: what reaching a target earns.</summary>
public sealed class IncentiveRules
{
    [Theory]
    [InlineData(149, 1)]
    [InlineData(150, 2)]
    [InlineData(99, 0)]
    [InlineData(249, 2)]
    [InlineData(250, 3)]
    public void Money_is_earned_to_the_minor_unit_half_away_from_zero(long reached, long earned) =>
        Assert.Equal(earned, Incentives.Earned(KpiMeasure.Sales, reached, 100, [new IncentiveStep { FromPercent = 100, Rate = 10 }]));
}
