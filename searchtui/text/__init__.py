"""Language: words, stems, stop words, sentences and which language a text is in. The only home of NLTK."""
