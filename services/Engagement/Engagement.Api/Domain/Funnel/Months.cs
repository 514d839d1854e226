namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>Months as whole numbers, for a database to group by.</summary>
internal static class Months
{
    /// <summary>So many months after January of the year 0.</summary>
    public static int Number(DateOnly day) => day.Year * 12 + day.Month - 1;

    public static DateOnly FirstDay(int number) => new(number / 12, number % 12 + 1, 1);

    public static DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);
}
