namespace CrmPlatform.Insights.Domain.Forecasting;

/// <summary>
/// What is estimated of a smoothing, as variables for least squares: weights within 0 and 1 (the optimum is often on
/// a bound), and initial states over the size of the series.
/// </summary>
internal sealed class SmoothingCoding
{
    private readonly SmoothingForm form;
    private readonly FixedWeights held;
    private readonly SmoothingState? initial;
    private readonly double scale;
    private readonly bool alpha;
    private readonly bool beta;
    private readonly bool gamma;
    private readonly bool phi;

    public SmoothingCoding(SmoothingForm form, FixedWeights held, SmoothingState? initial, double scale)
    {
        (this.form, this.held, this.initial, this.scale) = (form, held, initial, scale > 0 ? scale : 1);
        alpha = held.Alpha is null;
        beta = form.Trend != TrendKind.None && held.Beta is null;
        gamma = form.Season != SeasonKind.None && held.Gamma is null;
        phi = form.Trend == TrendKind.Damped && held.Phi is null;
        foreach (var (name, value) in new[] { ("alpha", held.Alpha), ("beta", held.Beta), ("gamma", held.Gamma), ("phi", held.Phi) })
        {
            if (value is { } given && !(given is >= 0 and <= 1))
                throw InsightRefusedException.OutOfRange(name, given, "0 to 1");
        }
        var weights = (alpha ? 1 : 0) + (beta ? 1 : 0) + (gamma ? 1 : 0) + (phi ? 1 : 0);
        // A season's mean is not determined beside the level, nor its scale: one of its states is what the others leave.
        Variables = weights + (initial is null ? form.InitialStates - (form.Season == SeasonKind.None ? 0 : 1) : 0);
    }

    public int Variables { get; }

    public double[] Lower => Bounds(0, double.NegativeInfinity);

    public double[] Upper => Bounds(1, double.PositiveInfinity);

    /// <summary>Starting weights spread over where optima lie: quick and slow levels, trends and seasons.</summary>
    public IEnumerable<SmoothingWeights> Starts()
    {
        foreach (var a in alpha ? [0.3, 0.05, 0.8] : new[] { held.Alpha!.Value })
        {
            foreach (var b in beta ? [0.1, 0.01] : new[] { held.Beta ?? 0 })
            {
                foreach (var g in gamma ? [0.1, 0.01, 0.6] : new[] { held.Gamma ?? 0 })
                    yield return new SmoothingWeights(a, b, g, phi ? 0.95 : held.Phi ?? 1);
            }
        }
    }

    public double[] Encode(SmoothingWeights weights, SmoothingState state)
    {
        var variables = new List<double>(Variables);
        if (alpha)
            variables.Add(weights.Alpha);
        if (beta)
            variables.Add(weights.Beta);
        if (gamma)
            variables.Add(weights.Gamma);
        if (phi)
            variables.Add(weights.Phi);
        if (initial is null)
        {
            variables.Add(state.Level / scale);
            if (form.Trend != TrendKind.None)
                variables.Add(state.Trend / scale);
            for (var i = 0; i < state.Season.Length - 1; i++)
                variables.Add(form.Season == SeasonKind.Multiplicative ? state.Season[i] : state.Season[i] / scale);
        }
        return [.. variables];
    }

    public (SmoothingWeights Weights, SmoothingState State) Decode(double[] variables)
    {
        var at = 0;
        var weights = new SmoothingWeights(
            alpha ? variables[at++] : held.Alpha!.Value,
            beta ? variables[at++] : held.Beta ?? 0,
            gamma ? variables[at++] : held.Gamma ?? 0,
            phi ? variables[at++] : held.Phi ?? 1);
        if (initial is not null)
            return (weights, initial);
        var level = variables[at++] * scale;
        var trend = form.Trend == TrendKind.None ? 0 : variables[at++] * scale;
        var season = new double[form.Season == SeasonKind.None ? 0 : form.Period];
        var rest = form.Season == SeasonKind.Multiplicative ? (double)form.Period : 0;
        for (var i = 0; i < season.Length - 1; i++)
        {
            season[i] = form.Season == SeasonKind.Multiplicative ? variables[at++] : variables[at++] * scale;
            rest -= season[i];
        }
        if (season.Length > 0)
            season[^1] = rest;
        return (weights, new SmoothingState(level, trend, season));
    }

    private double[] Bounds(double weight, double state)
    {
        var weights = (alpha ? 1 : 0) + (beta ? 1 : 0) + (gamma ? 1 : 0) + (phi ? 1 : 0);
        return [.. Enumerable.Range(0, Variables).Select(i => i < weights ? weight : state)];
    }
}
