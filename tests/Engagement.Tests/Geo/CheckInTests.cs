using CrmPlatform.Engagement.Domain.Geo;
using CsCheck;

namespace CrmPlatform.Engagement.Tests.Geo;

public class CheckInTests
{
    private static readonly GeoPoint Bund = new(31.2400, 121.4900);

    [Theory]
    [InlineData(0, 0, 0, 1, 111_195)] // one degree on the equator: 2πR/360
    [InlineData(0, 0, 90, 0, 10_007_557)] // a quarter of the meridian
    [InlineData(0, 0, 0, 180, 20_015_115)] // antipodes
    [InlineData(39.9042, 116.4074, 31.2304, 121.4737, 1_067_311)] // Beijing to Shanghai
    [InlineData(10, 179.9995, 10, -179.9995, 110)] // across the date line
    [InlineData(52.5, 13.4, 52.5, 13.4, 0)]
    public void Haversine_gives_metres(double lat1, double lon1, double lat2, double lon2, double metres) =>
        Assert.Equal(metres, Haversine.Metres(new GeoPoint(lat1, lon1), new GeoPoint(lat2, lon2)), 1 + metres * 1e-5);

    [Theory]
    [InlineData(91, 0), InlineData(-90.0001, 0), InlineData(0, 180.1), InlineData(double.NaN, 0), InlineData(0, double.NaN)]
    public void A_point_off_the_globe_is_refused(double latitude, double longitude) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeoPoint(latitude, longitude));

    [Fact]
    public void Distance_is_symmetric_and_no_longer_than_by_a_third_place()
    {
        var point = Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], (lat, lon) => new GeoPoint(lat, lon));
        Gen.Select(point, point, point).Sample((a, b, c) =>
        {
            Assert.Equal(Haversine.Metres(a, b), Haversine.Metres(b, a), 1e-6);
            Assert.True(Haversine.Metres(a, b) <= Haversine.Metres(a, c) + Haversine.Metres(c, b) + 1e-3);
        });
    }

    [Theory]
    [InlineData(0.0000, 10, CheckInStanding.Inside, false)]
    [InlineData(0.0017, 10, CheckInStanding.Inside, false)] // 189 m
    [InlineData(0.0019, 10, CheckInStanding.Outside, false)] // 211 m, a sharp fix
    [InlineData(0.0019, 50, CheckInStanding.Outside, true)] // 211 m, could be 161
    [InlineData(0.5000, 5000, CheckInStanding.Outside, false)]
    public void A_check_in_outside_the_radius_is_kept_and_marked(double north, double accuracy, CheckInStanding standing, bool mayBeInside)
    {
        var place = CheckInPlace.Judge(new GeoPoint(Bund.Latitude + north, Bund.Longitude), accuracy, Bund);
        Assert.Equal(standing, place.Standing);
        Assert.Equal(mayBeInside, place.MayBeInside);
        Assert.Equal(north * 111_195, place.DistanceMetres!.Value, 1.0);
    }

    [Fact]
    public void Without_a_located_address_nothing_is_marked() =>
        Assert.Equal(new CheckInPlace(CheckInStanding.AddressUnlocated, null, false), CheckInPlace.Judge(Bund, 5, address: null));

    [Fact]
    public void Check_ins_that_come_late_in_any_order_and_twice_make_the_same_attendance()
    {
        var noon = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        var fact = Gen.Select(Gen.Int[1, 8], Gen.Int[0, 1], Gen.Int[0, 300], Gen.Int[0, 3000], (id, mark, at, received) => new AttendanceFact(
            new Guid(id, 0, 0, new byte[8]), (AttendanceMark)mark, noon.AddMinutes(at), noon.AddMinutes(at + received), Bund, 5));
        Gen.Select(fact.Array[0, 10], Gen.Int).Sample((facts, seed) =>
        {
            // A device that sends a record twice sends the same record.
            facts = [.. facts.DistinctBy(f => f.Id)];
            var shuffled = facts.Concat(facts.Select(f => f with { ReceivedAt = f.ReceivedAt.AddHours(1) })).ToArray();
            new Random(seed).Shuffle(shuffled);
            var (expected, actual) = (Attendance.Of(facts), Attendance.Of(shuffled));
            Assert.Equal(expected.CheckIn, actual.CheckIn);
            Assert.Equal(expected.CheckOut, actual.CheckOut);
            Assert.Equal(expected.Unmatched, actual.Unmatched);
        });
    }

    [Fact]
    public void A_check_out_without_a_check_in_before_it_counts_for_nothing_but_is_shown()
    {
        var noon = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        AttendanceFact Fact(int id, AttendanceMark mark, int minute) =>
            new(new Guid(id, 0, 0, new byte[8]), mark, noon.AddMinutes(minute), noon.AddMinutes(minute), Bund, 5);
        var early = Fact(1, AttendanceMark.CheckOut, 0);
        var attendance = Attendance.Of([Fact(3, AttendanceMark.CheckOut, 55), early, Fact(2, AttendanceMark.CheckIn, 10)]);
        Assert.Equal(TimeSpan.FromMinutes(45), attendance.OnTheSpot);
        Assert.Equal([early], attendance.Unmatched);
    }
}
