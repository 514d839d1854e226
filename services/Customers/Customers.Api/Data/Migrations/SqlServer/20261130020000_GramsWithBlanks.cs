using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Customers.Data.Migrations.SqlServer
{
    /// <summary>
    /// SQL Server takes "er" and "er " for one key: a blank in a gram is stored as one that does not break (see PostingsMap). Here only; SQLite compares what is there.
    /// </summary>
    public partial class GramsWithBlanks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE [CustomerGrams] SET [Gram] = REPLACE([Gram], N' ', NCHAR(160)) WHERE [Gram] LIKE N'% %';");
            migrationBuilder.Sql("UPDATE [CustomerNameGrams] SET [Gram] = REPLACE([Gram], N' ', NCHAR(160)) WHERE [Gram] LIKE N'% %';");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE [CustomerGrams] SET [Gram] = REPLACE([Gram], NCHAR(160), N' ') WHERE [Gram] LIKE N'%' + NCHAR(160) + N'%';");
            migrationBuilder.Sql("UPDATE [CustomerNameGrams] SET [Gram] = REPLACE([Gram], NCHAR(160), N' ') WHERE [Gram] LIKE N'%' + NCHAR(160) + N'%';");
        }
    }
}
