using System.Collections.Concurrent;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// The discounted purchases of each period of a customer who is alive: they depend on repeats and age alone, so a million customers
/// share some ten thousand of them.
/// </summary>
internal sealed class DiscountedStreams<TUnit>(LifetimeValueModel<TUnit> model)
    where TUnit : ITimeUnit
{
    private readonly ConcurrentDictionary<(int Repeats, int AgeDays), double[]> streams = new();

    /// <summary>As <see cref="LifetimeValueModel{TUnit}.DiscountedByPeriod"/>, into <paramref name="stream"/>.</summary>
    public void Of(PurchaseHistory history, double alive, Span<double> stream)
    {
        var ifAlive = streams.GetOrAdd((history.Repeats, history.AgeDays), IfAlive);
        for (var t = 0; t < stream.Length; t++) stream[t] = alive * ifAlive[t];
    }

    private double[] IfAlive((int Repeats, int AgeDays) of)
    {
        var age = Time<TUnit>.FromDays(of.AgeDays);
        var stream = new double[model.Horizon.Periods];
        var before = 0.0;
        for (var t = 1; t <= stream.Length; t++)
        {
            var until = model.Purchases.ExpectedIfAlive(of.Repeats, age, model.Horizon.EndOf(t));
            stream[t - 1] = (until - before) * model.Horizon.Discount(t);
            before = until;
        }
        return stream;
    }
}
