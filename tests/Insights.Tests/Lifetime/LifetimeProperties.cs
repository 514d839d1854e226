using CrmPlatform.Insights.Domain.Lifetime;
using CsCheck;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.Random;

namespace CrmPlatform.Insights.Tests.Lifetime;

/// <summary>What must hold for any parameters and any customer: finite, bounded, and equal to what it is defined as.</summary>
public sealed class LifetimeProperties
{
    private static readonly Gen<BgNbd<Week>> Models =
        Gen.Select(Gen.Double[0.05, 5], Gen.Double[0.1, 100], Gen.Double[0.05, 5], Gen.Double[0.2, 8]).Select((r, al, a, b) => new BgNbd<Week>(r, al, a, b));

    private static readonly Gen<ParetoNbd<Week>> ParetoModels =
        Gen.Select(Gen.Double[0.05, 5], Gen.Double[0.1, 100], Gen.Double[0.05, 5], Gen.Double[0.1, 100]).Select((r, al, s, b) => new ParetoNbd<Week>(r, al, s, b));

    private static readonly Gen<(int X, double Recency, double Age)> Customers =
        Gen.Select(Gen.Int[0, 200], Gen.Double[0, 1], Gen.Double[0.001, 5000]).Select((x, share, age) => (x, x == 0 ? 0 : share * age, age));

    [Fact]
    public void Bgnbd_is_finite_and_bounded_for_any_customer() =>
        Gen.Select(Models, Customers, Gen.Double[0.01, 2000]).Sample((m, c, t) =>
        {
            var alive = m.ProbabilityAlive(c.X, new(c.Recency), new(c.Age));
            var expected = m.ExpectedPurchases(c.X, new(c.Recency), new(c.Age), new(t));
            Assert.InRange(alive, 0, 1);
            Assert.True(double.IsFinite(expected) && expected >= 0, $"{m} {c} {t}: {expected}");
            // Nobody buys more often than at the rate the customer is believed to have.
            Assert.True(expected <= (m.R + c.X) / (m.Alpha + c.Age) * t * (1 + 1e-6), $"{m} {c} {t}: {expected}");
        });

    [Fact]
    public void Pareto_is_finite_and_bounded_for_any_customer() =>
        Gen.Select(ParetoModels, Customers, Gen.Double[0.01, 2000]).Sample((m, c, t) =>
        {
            Assert.InRange(m.ProbabilityAlive(c.X, new(c.Recency), new(c.Age)), 0, 1);
            Assert.InRange(m.ProbabilityOfPurchase(c.X, new(c.Recency), new(c.Age), new(t)), -1e-9, 1);
            var expected = m.ExpectedPurchases(c.X, new(c.Recency), new(c.Age), new(t));
            Assert.True(double.IsFinite(expected) && expected >= 0, $"{m} {c} {t}: {expected}");
        });

    /// <summary>The overflow cases CLVTools keeps: over two hundred purchases, the last just before the end.</summary>
    [Theory]
    [InlineData(221, 103.42857, 103.57143)]
    [InlineData(254, 97.14286, 97.28571)]
    [InlineData(161, 94.71429, 98)]
    [InlineData(204, 98.57143, 99.42857)]
    public void Pareto_stays_finite_where_others_overflowed(int repeats, double recency, double age) =>
        Assert.InRange(new ParetoNbd<Week>(0.5143, 2.8845, 0.2856, 14.1087).ProbabilityAlive(repeats, new(recency), new(age)), 1e-9, 1);

    /// <summary>E[X(t)] by its definition: (1 − (α/(α+pt))^r)/p averaged over the dropout probability p.</summary>
    [Fact]
    public void Bgnbd_expectation_is_the_integral_it_stands_for() =>
        Gen.Select(Gen.Double[0.1, 3], Gen.Double[0.5, 50], Gen.Double[0.5, 5], Gen.Double[1, 8], Gen.Int[0, 40], Gen.Double[1, 200]).Sample((r, alpha, a, b, x, t) =>
        {
            // p = u^(2/a) takes the singularity of the beta density at 0 out of the integral.
            double Inner(double u)
            {
                var p = Math.Pow(u, 2 / a);
                var density = 2 / a * u * Math.Pow(1 - p, b + x - 1) / SpecialFunctions.Beta(a, b + x);
                return density * (p < 1e-12 ? (r + x) * t / (alpha + 10) : (1 - Math.Pow((alpha + 10) / (alpha + 10 + p * t), r + x)) / p);
            }
            var integral = GaussLegendreRule.Integrate(Inner, 0, 1, 512);
            Assert.Equal(1, new BgNbd<Week>(r, alpha, a, b).ExpectedIfAlive(x, new(10), new(t)) / integral, 0.002);
        }, iter: 200);

    [Theory]
    [InlineData(1.0, 2.4)]
    [InlineData(0.4, 0.6)]
    [InlineData(1.00001, 1.3)]
    public void Bgnbd_passes_through_the_poles_of_its_formula(double a, double b)
    {
        double At(double da) => new BgNbd<Week>(0.25, 4.4, a + da, b).ExpectedPurchases(new Time<Week>(52));
        Assert.Equal((At(-0.01) + At(0.01)) / 2, At(0), 0.0005);
    }

    [Fact]
    public void The_mass_of_bgnbd_adds_up_to_one() =>
        Gen.Select(Models, Gen.Double[0.1, 30]).Sample((m, t) =>
        {
            var mass = m.ProbabilityMass(4000, new(t));
            Assert.All(mass, p => Assert.InRange(p, 0, 1));
            Assert.Equal(1, mass.Sum(), 0.02);
        }, iter: 50);

    [Fact]
    public void A_customer_is_the_likelier_gone_the_longer_it_is_silent() =>
        Gen.Select(ParetoModels, Gen.Int[0, 200], Gen.Double[0, 200], Gen.Double[0, 200], Gen.Double[0, 200]).Sample((m, x, recency, gap, more) =>
        {
            var last = x == 0 ? 0 : recency;
            var sooner = m.ProbabilityAlive(x, new(last), new(last + gap));
            var later = m.ProbabilityAlive(x, new(last), new(last + gap + more));
            Assert.True(later <= sooner + 1e-9, $"{m} x={x} last={last} gap={gap} more={more}: {sooner} then {later}");
        });

    /// <summary>Parameters are found again in customers drawn from them.</summary>
    [Fact]
    public void A_fit_recovers_the_parameters_customers_were_drawn_from()
    {
        var truth = new BgNbd<Week>(0.5, 6, 0.7, 2.5);
        var random = new Xoshiro256StarStar(42);
        var drawn = Enumerable.Range(0, 60_000).Select(i =>
        {
            var age = new Time<Week>(20 + i % 80);
            var (repeats, recency) = PurchaseSimulator.Draw(truth, age, random);
            return (repeats, recency, age);
        });

        var fit = BgNbd<Week>.Fit(HistoryTable<Week>.FromTimes(drawn));

        Assert.True(fit.Report.Converged);
        double[] found = [fit.Model.R, fit.Model.Alpha, fit.Model.A, fit.Model.B];
        double[] sought = [truth.R, truth.Alpha, truth.A, truth.B];
        for (var i = 0; i < 4; i++)
            Assert.InRange(Math.Abs(found[i] - sought[i]), 0, 4 * fit.Report.StandardErrors[i]);
    }

    /// <summary>Of customers drawn from Pareto/NBD, as many are alive as the probabilities say.</summary>
    [Fact]
    public void The_probability_of_being_alive_is_calibrated_on_drawn_customers()
    {
        var truth = new ParetoNbd<Week>(0.55, 10.6, 0.6, 11.7);
        var random = new Xoshiro256StarStar(7);
        var (said, alive, variance) = (0.0, 0, 0.0);
        for (var i = 0; i < 40_000; i++)
        {
            var (repeats, recency, lives) = PurchaseSimulator.Draw(truth, new(39), random);
            var p = truth.ProbabilityAlive(repeats, recency, new(39));
            said += p;
            variance += p * (1 - p);
            alive += lives ? 1 : 0;
        }
        Assert.InRange(alive, said - 4 * Math.Sqrt(variance), said + 4 * Math.Sqrt(variance));
    }
}
