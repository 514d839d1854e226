using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <summary>What a booking came to: the movement and whether it is new, or why it was refused.</summary>
internal readonly record struct BookedPoints(PointsTransaction? Transaction, bool IsNew, Refusal? Refusal);

/// <summary>
/// Books points in a write of its own (C14): once per reference, and again from the start when somebody took from the same account at
/// the same moment, until the account has the points or has not.
/// </summary>
internal sealed class PointsBooking(CustomersDb db, PointsBook book)
{
    private const int Attempts = 25;

    /// <summary>A reference of the platform's own is refused, unless a booking of before stands under it, which may be repeated.</summary>
    public async Task<Refusal?> CheckAsync(string? reference, CancellationToken cancellationToken) =>
        PointsNote.Check(reference) is { } reserved && await book.FindAsync(reference!, cancellationToken) is null ? reserved : null;

    /// <param name="reference">Unique for the booking.</param>
    /// <param name="same">Whether a movement known under the reference is the one asked for.</param>
    /// <param name="movement">Makes the movement; nothing is saved by it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<BookedPoints> OnceAsync(
        string reference, Func<PointsTransaction, bool> same, Func<PointsBook, Task<(PointsTransaction? Transaction, Refusal? Refusal)>> movement, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await db.BeginOwnWriteAsync(cancellationToken);
            try
            {
                if (await book.FindAsync(reference, cancellationToken) is { } known)
                {
                    return same(known)
                        ? new BookedPoints(known, false, null)
                        : new BookedPoints(null, false, Refusal.Conflict("points.reference-taken", $"The reference '{reference}' stands for another booking."));
                }
                var (transaction, refusal) = await movement(book);
                if (refusal is not null) return new BookedPoints(null, false, refusal);
                await db.SaveChangesAsync(cancellationToken);
                await db.CommitOwnAsync(cancellationToken);
                return new BookedPoints(transaction, true, null);
            }
            catch (DbUpdateException contended) when (attempt < Attempts && (contended is DbUpdateConcurrencyException || contended.IsUniqueViolation()))
            {
                await db.RollbackAsync();
                db.ChangeTracker.Clear();
            }
        }
    }
}
