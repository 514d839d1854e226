namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>A unit of time as a type: a model fitted in weeks cannot be asked about days by mistake.</summary>
internal interface ITimeUnit
{
    /// <summary>Length in days.</summary>
    static abstract double Days { get; }

    static abstract string Name { get; }
}

internal readonly struct Day : ITimeUnit
{
    public static double Days => 1;

    public static string Name => "day";
}

internal readonly struct Week : ITimeUnit
{
    public static double Days => 7;

    public static string Name => "week";
}

/// <summary>The mean Gregorian month, 365.2425 / 12 days.</summary>
internal readonly struct Month : ITimeUnit
{
    public static double Days => 365.2425 / 12;

    public static string Name => "month";
}

/// <summary>A length of time counted in <typeparamref name="TUnit"/>.</summary>
internal readonly record struct Time<TUnit>(double Value)
    where TUnit : ITimeUnit
{
    public static Time<TUnit> FromDays(double days) => new(days / TUnit.Days);

    public double InDays => Value * TUnit.Days;

    public Time<TOther> To<TOther>()
        where TOther : ITimeUnit => Time<TOther>.FromDays(InDays);

    public override string ToString() => $"{Value} {TUnit.Name}s";
}
