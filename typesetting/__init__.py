"""From neutral blocks to a PDF: fonts, glyphs and the compiler, for every document the portal prints. No tables."""
