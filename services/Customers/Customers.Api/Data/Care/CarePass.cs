using System.Security.Cryptography;
using System.Text;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Care;

/// <summary>
/// Publishes <c>CareDue</c> when the lead time of an occasion begins (C15). Days are found by the index of their beginning, customers of
/// a holiday by those of class and grade. The event, and that it was published, are one save of a versioned row: of several replicas
/// one publishes, and each occasion comes once a year.
/// </summary>
internal sealed class CarePass(IServiceScopeFactory scopes, Today today, IOptions<CareOptions> options, TimeProvider time, ILogger<CarePass> log) : BackgroundService
{
    private const int Batch = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(options.Value.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another replica, or somebody who changed the day; the next round sees what is left.
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The care calendar could not be looked through; it is tried again");
            }
        }
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await DatesAsync(cancellationToken) == Batch)
        {
        }
        while (await HolidayAsync(cancellationToken))
        {
        }
    }

    private async Task<int> DatesAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var day = today.Day;
        var due = await db.CareDates.IgnoreQueryFilters().Where(date => date.DueOn <= day).OrderBy(date => date.DueOn).Take(Batch).ToListAsync(cancellationToken);
        if (due.Count == 0) return 0;
        var ids = due.Select(date => date.CustomerId).Distinct().ToArray();
        var active = await db.AllCustomers.Where(c => ids.Contains(c.Id) && c.Status == CustomerStatus.Active).Select(c => c.Id).ToHashSetAsync(cancellationToken);
        active.ExceptWith(await UnwillingAsync(db, active, cancellationToken));
        var others = (await db.CareDates.IgnoreQueryFilters().Where(date => ids.Contains(date.CustomerId)).ToListAsync(cancellationToken)).ToLookup(date => date.CustomerId);
        foreach (var date in due)
        {
            var on = date.NextOn!.Value;
            // C16: two files of one person have its birthday twice once they are merged.
            var told = others[date.CustomerId].Any(other => other.HasBegun(date));
            if (date.Begin(day) && !told && active.Contains(date.CustomerId)) Publish(db, date.Id, date.CustomerId, date.Kind, on, date.Occasion);
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count;
    }

    /// <summary>One batch of one holiday; false when none has anything to do.</summary>
    internal async Task<bool> HolidayAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var day = today.Day;
        var holidays = await db.Set<CareHoliday>().Where(h => h.Active).ToListAsync(cancellationToken);
        foreach (var holiday in holidays.Where(h => h.NextOn is null || h.NextOn < day)) holiday.Aim(day);
        var due = holidays.FirstOrDefault(h => h.DueOn <= day);
        if (due is not null) await RoundAsync(db, due, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return due is not null;
    }

    private async Task RoundAsync(CustomersDb db, CareHoliday holiday, CancellationToken cancellationToken)
    {
        if (holiday.PresentPhase is not var (ofClass, ofGrade))
        {
            holiday.EndRound();
            return;
        }
        // C4: where somebody has written a class's support plan, that says whether the class as such is greeted.
        if (holiday.Quiet is null) holiday.BeginRound(await db.SupportPlans.Where(plan => !plan.HolidayCare).Select(plan => plan.Class).ToListAsync(cancellationToken));
        var quiet = holiday.Quiet!;
        if (ofClass is { } entitled && quiet.Contains(entitled))
        {
            holiday.Seen(holiday.AfterKey, phaseEnds: true);
            return;
        }
        var reached = holiday.Classes.Except(quiet).ToArray();
        var customers = db.AllCustomers.AsNoTracking().Where(c => c.Status == CustomerStatus.Active && c.Key > holiday.AfterKey);
        if (ofClass is { } wanted) customers = customers.Where(c => c.Class == wanted);
        // Whoever was reached by class is not reached by grade again.
        if (ofGrade is { } grade) customers = customers.Where(c => c.Grade == grade && !reached.Contains(c.Class));
        var found = await customers.OrderBy(c => c.Key).Take(Batch).Select(c => new { c.Key, c.Id }).ToListAsync(cancellationToken);
        var unwilling = await UnwillingAsync(db, [.. found.Select(c => c.Id)], cancellationToken);
        foreach (var customer in found.Where(c => !unwilling.Contains(c.Id))) Publish(db, holiday.Id, customer.Id, CareKind.Holiday, holiday.NextOn!.Value, holiday.Code);
        holiday.Seen(found.Count > 0 ? found[^1].Key : holiday.AfterKey, phaseEnds: found.Count < Batch);
    }

    /// <summary>C20: who has said that there shall be no care, by any way, is left alone.</summary>
    private async Task<HashSet<Guid>> UnwillingAsync(CustomersDb db, IReadOnlyCollection<Guid> customers, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var said = await db.Consents.AsNoTracking().Where(c => customers.Contains(c.CustomerId) && c.Purpose == ConsentPurpose.Care && c.Channel == ConsentChannel.Any).ToListAsync(cancellationToken);
        return [.. said.GroupBy(c => c.CustomerId).Where(words => Consent.Holds(words, ConsentPurpose.Care, ConsentChannel.Any, now) == false).Select(words => words.Key)];
    }

    private void Publish(CustomersDb db, Guid occasionId, Guid customerId, CareKind kind, DateOnly on, string occasion) => db.Publish(
        new CareDue(IdOf(occasionId, customerId, on), customerId, EnumCode.Of(kind), on, occasion, time.GetUtcNow()), customerId);

    private static Guid IdOf(Guid occasionId, Guid customerId, DateOnly on) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes($"{occasionId:N}{customerId:N}{on:yyyyMMdd}")).AsSpan(0, 16));
}
