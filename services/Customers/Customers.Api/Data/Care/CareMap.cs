using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Care;

internal static class CareMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<CareDate>(date =>
        {
            date.ToTable("CareDates");
            date.Ignore(d => d.Yearly);
            date.Ignore(d => d.Occasion);
            date.Property(d => d.Label).HasMaxLength(200);
            date.HasIndex(d => d.CustomerId);
            date.HasIndex(d => d.DueOn);
            date.HasIndex(d => d.NextOn);
            date.HasIndex(d => d.SourceId).IsUnique();
        });
        model.Entity<CareHoliday>(holiday =>
        {
            holiday.ToTable("CareHolidays");
            holiday.Ignore(h => h.Yearly);
            holiday.Ignore(h => h.Names);
            holiday.Ignore(h => h.PresentPhase);
            holiday.Property(h => h.Code).HasMaxLength(60).IsUnicode(false);
            holiday.Property(h => h.NameEn).HasMaxLength(100);
            holiday.Property(h => h.NameZhHans).HasMaxLength(100);
            holiday.Property(h => h.NameZhHant).HasMaxLength(100);
            holiday.Property(h => h.Classes).IsJson(100);
            holiday.Property(h => h.Grades).IsJson(200);
            holiday.Property(h => h.Quiet).IsJson(100);
            holiday.HasIndex(h => h.Code).IsUnique();
            holiday.HasData(Usual());
        });
    }

    /// <summary>The holidays everybody begins with; they can be changed like any other.</summary>
    private static object[] Usual()
    {
        (string Code, string En, string Hans, string Hant, CareCalendar Calendar, int Month, int Day)[] days =
        [
            ("new-year", "New Year", "元旦", "元旦", CareCalendar.Solar, 1, 1),
            ("spring-festival", "Spring Festival", "春节", "春節", CareCalendar.Lunar, 1, 1),
            ("dragon-boat", "Dragon Boat Festival", "端午节", "端午節", CareCalendar.Lunar, 5, 5),
            ("mid-autumn", "Mid-Autumn Festival", "中秋节", "中秋節", CareCalendar.Lunar, 8, 15),
            ("national-day", "National Day", "国庆节", "國慶節", CareCalendar.Solar, 10, 1),
        ];
        return [.. days.Select((day, index) => (object)new
        {
            Key = index + 1L, Id = new Guid(index + 1, 0x6361, 0x7265, [0x80, 0, 0, 0, 0, 0, 0, 0]), Version = 1L, day.Code, NameEn = day.En, NameZhHans = day.Hans, NameZhHant = day.Hant,
            day.Calendar, day.Month, day.Day, LeadDays = 7, Active = true, Phase = 0, AfterKey = 0L,
            Classes = (IReadOnlyList<AbcClass>)[AbcClass.A, AbcClass.B], Grades = (IReadOnlyList<ValueGrade>)[ValueGrade.Strategic, ValueGrade.Important],
        })];
    }
}
