using MathNet.Numerics.Distributions;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>Draws customers from a fitted model: for the parametric bootstrap, and for tests against known parameters.</summary>
internal static class PurchaseSimulator
{
    /// <summary>A customer of the BG/NBD model watched for <paramref name="age"/>: repeats and the time of the last.</summary>
    public static (int Repeats, Time<TUnit> Recency) Draw<TUnit>(BgNbd<TUnit> model, Time<TUnit> age, Random random)
        where TUnit : ITimeUnit
    {
        var rate = Gamma.Sample(random, model.R, model.Alpha);
        var leaves = Beta.Sample(random, model.A, model.B);
        var (time, last, repeats) = (0.0, 0.0, 0);
        while (true)
        {
            time -= Math.Log(1 - random.NextDouble()) / rate;
            // A rate of nought gives an infinite time, which ends the loop too.
            if (!(time < age.Value))
                return (repeats, new Time<TUnit>(last));
            last = time;
            repeats++;
            if (random.NextDouble() < leaves)
                return (repeats, new Time<TUnit>(last));
        }
    }

    /// <summary>A customer of the Pareto/NBD model; also says whether the customer is alive at the end.</summary>
    public static (int Repeats, Time<TUnit> Recency, bool Alive) Draw<TUnit>(ParetoNbd<TUnit> model, Time<TUnit> age, Random random)
        where TUnit : ITimeUnit
    {
        var rate = Gamma.Sample(random, model.R, model.Alpha);
        var death = -Math.Log(1 - random.NextDouble()) / Gamma.Sample(random, model.S, model.Beta);
        var end = Math.Min(age.Value, death);
        var (time, last, repeats) = (0.0, 0.0, 0);
        while (true)
        {
            time -= Math.Log(1 - random.NextDouble()) / rate;
            if (!(time < end))
                return (repeats, new Time<TUnit>(last), death > age.Value);
            last = time;
            repeats++;
        }
    }

    /// <summary>The mean of x purchases of a customer of the Gamma-Gamma model.</summary>
    public static double DrawMeanSpend(GammaGamma model, int repeats, Random random) =>
        Gamma.Sample(random, model.P * repeats, repeats * Gamma.Sample(random, model.Q, model.V));
}
