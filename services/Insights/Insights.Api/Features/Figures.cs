using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Features;

/// <summary>An estimate with its sample size and confidence interval.</summary>
public sealed record EstimateView(double Value, int SampleSize, double Low, double High, double Level)
{
    internal static EstimateView Of(Estimate e) => new(e.Value, e.SampleSize, e.Low, e.High, e.Level);

    internal static EstimateView? OfNullable(Estimate? e) => e is null ? null : Of(e);
}

/// <summary>A period to come: what is expected, and the range it will probably be in.</summary>
public sealed record ForecastView(string Period, double Expected, double Low, double High);

/// <summary>A sentence in the caller's language and in all of them.</summary>
public sealed record SentenceView(string Text, string En, string ZhHans, string ZhHant)
{
    internal static SentenceView Of(Words words, Language language) => Of(words.En, words.ZhHans, words.ZhHant, language);

    internal static SentenceView Of(string en, string hans, string hant, Language language) => new(new Wording(en, hans, hant).In(language), en, hans, hant);
}

/// <summary>Why a run of days, as it was asked for or filled in.</summary>
public sealed record RangeView(DateOnly From, DateOnly To)
{
    internal static RangeView Of(Days days) => new(days.From, days.To);
}

internal static class Months
{
    public static string Text(int month) => $"{month / 100:0000}-{month % 100:00}";

    public static string Text(DateOnly day) => $"{day:yyyy-MM}";

    public static string Day(DateOnly day) => $"{day:yyyy-MM-dd}";

    public static string Day(int number) => Day(DateOnly.FromDayNumber(number));
}
