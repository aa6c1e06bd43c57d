"""The default reader: codebook cues over a sentence parse, abstaining where the text does not settle the parties."""
